// Functions.cpp - the one table of scalar functions.
// A new elementwise function is one line here; every phase, the evaluator and the tables of the generated C follow.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Functions.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace dendc::dend;

namespace {

using Parameters = llvm::ArrayRef<double>;

constexpr double kSqrtHalf = 0.70710678118654752440;
constexpr double kSqrtTwoOverPi = 0.79788456080286535588;
constexpr double kSeluAlpha = 1.67326319217681884765625;
constexpr double kSeluGamma = 1.05070102214813232421875;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
double clip(double x, double low, double high) { return std::min(std::max(x, low), high); }
double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

const ScalarFunction kFunctions[] = {
    {"abs", "", 0, [](double x, Parameters) { return std::abs(x); }, 0},
    {"acos", "", 0, [](double x, Parameters) { return std::acos(x); }, 0},
    {"acosh", "", 0, [](double x, Parameters) { return std::acosh(x); }, 0},
    {"asin", "", 0, [](double x, Parameters) { return std::asin(x); }, 0},
    {"asinh", "", 0, [](double x, Parameters) { return std::asinh(x); }, 0},
    {"atan", "", 0, [](double x, Parameters) { return std::atan(x); }, 0},
    {"atanh", "", 0, [](double x, Parameters) { return std::atanh(x); }, 0},
    {"ceil", "", 0, [](double x, Parameters) { return std::ceil(x); }, 0},
    {"clip", "min, max", 2, [](double x, Parameters p) { return clip(x, p[0], p[1]); }, 0},
    {"cos", "", 0, [](double x, Parameters) { return std::cos(x); }, 0},
    {"cosh", "", 0, [](double x, Parameters) { return std::cosh(x); }, 0},
    {"elu", "alpha", 1, [](double x, Parameters p) { return x < 0 ? p[0] * std::expm1(x) : x; }, 0},
    {"erf", "", 0, [](double x, Parameters) { return std::erf(x); }, 4},
    {"exp", "", 0, [](double x, Parameters) { return std::exp(x); }, 0},
    {"floor", "", 0, [](double x, Parameters) { return std::floor(x); }, 0},
    {"gelu", "", 0, [](double x, Parameters) { return 0.5 * x * (1 + std::erf(x * kSqrtHalf)); }, 0},
    {"gelu_tanh", "", 0,
     [](double x, Parameters) { return 0.5 * x * (1 + std::tanh(kSqrtTwoOverPi * (x + 0.044715 * x * x * x))); }, 0},
    {"hard_sigmoid", "alpha, beta", 2, [](double x, Parameters p) { return clip(p[0] * x + p[1], 0, 1); }, 0},
    {"hard_swish", "", 0, [](double x, Parameters) { return x * clip(x / 6 + 0.5, 0, 1); }, 0},
    {"identity", "", 0, [](double x, Parameters) { return x; }, 0},
    {"leaky_relu", "alpha", 1, [](double x, Parameters p) { return x < 0 ? p[0] * x : x; }, 0},
    {"log", "", 0, [](double x, Parameters) { return std::log(x); }, 0},
    {"mish", "", 0, [](double x, Parameters) { return x * std::tanh(softplus(x)); }, 0},
    {"neg", "", 0, [](double x, Parameters) { return -x; }, 0},
    {"reciprocal", "", 0, [](double x, Parameters) { return 1 / x; }, 0},
    {"relu", "", 0, [](double x, Parameters) { return std::max(x, 0.0); }, 0},
    {"round", "", 0, [](double x, Parameters) { return std::nearbyint(x); }, 0},
    {"rsqrt", "", 0, [](double x, Parameters) { return 1 / std::sqrt(x); }, 0},
    {"selu", "", 0, [](double x, Parameters) { return kSeluGamma * (x < 0 ? kSeluAlpha * std::expm1(x) : x); }, 0},
    {"shrink", "lambda, bias", 2,
     [](double x, Parameters p) { return x < -p[0]  ? x + p[1]
                                         : x > p[0] ? x - p[1]
                                                    : 0.0; }, 0},
    {"sigmoid", "", 0, [](double x, Parameters) { return sigmoid(x); }, 8},
    {"sign", "", 0, [](double x, Parameters) { return double((x > 0) - (x < 0)); }, 0},
    {"silu", "", 0, [](double x, Parameters) { return x * sigmoid(x); }, 0},
    {"sin", "", 0, [](double x, Parameters) { return std::sin(x); }, 0},
    {"sinh", "", 0, [](double x, Parameters) { return std::sinh(x); }, 0},
    {"softplus", "", 0, [](double x, Parameters) { return softplus(x); }, 0},
    {"softsign", "", 0, [](double x, Parameters) { return x / (1 + std::abs(x)); }, 0},
    {"sqrt", "", 0, [](double x, Parameters) { return std::sqrt(x); }, 0},
    {"square", "", 0, [](double x, Parameters) { return x * x; }, 0},
    {"tan", "", 0, [](double x, Parameters) { return std::tan(x); }, 0},
    {"tanh", "", 0, [](double x, Parameters) { return std::tanh(x); }, 4},
    {"thresholded_relu", "alpha", 1, [](double x, Parameters p) { return x > p[0] ? x : 0.0; }, 0},
};

} // namespace

llvm::ArrayRef<ScalarFunction> dendc::dend::getScalarFunctions() { return kFunctions; }

const ScalarFunction *dendc::dend::findScalarFunction(llvm::StringRef name) {
  const auto *found = llvm::find_if(kFunctions, [&](const ScalarFunction &f) { return f.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}
