// Diagnostics.cpp - how errors and warnings reach the user.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Diagnostics.h"

#include "dialects/dend/Location.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

/// Files as paths (with line and column where there are lines), nodes as 'names'.
static void printLocation(Location loc, llvm::raw_ostream &os) {
  llvm::TypeSwitch<LocationAttr>(LocationAttr(loc))
      .Case([&](FileLineColLoc file) {
        os << file.getFilename().getValue();
        if (file.getLine() != 0)
          os << ':' << file.getLine() << ':' << file.getColumn();
      })
      .Case([&](NameLoc name) {
        os << "'";
        llvm::printEscapedString(name.getName().getValue(), os);
        os << "'";
      })
      .Case([&](FusedLoc fused) {
        // Where the file has a line for it, that is clearer than a name that may not be the file's.
        StringRef layer = dendc::dend::getLayerName(fused);
        if (layer.empty() || isa<FileLineColLoc>(fused.getLocations().front()))
          printLocation(fused.getLocations().front(), os);
        else
          printLocation(NameLoc::get(StringAttr::get(fused.getContext(), layer)), os);
      })
      .Case([&](CallSiteLoc call) { printLocation(call.getCallee(), os); })
      .Default([&](LocationAttr) { os << "dendc"; });
}

static void print(Diagnostic &diagnostic, llvm::raw_ostream &os) {
  static constexpr llvm::StringLiteral kKinds[] = {"note", "warning", "error", "remark"};
  if (diagnostic.getSeverity() == DiagnosticSeverity::Remark)
    return;
  printLocation(diagnostic.getLocation(), os);
  os << ": " << kKinds[unsigned(diagnostic.getSeverity())] << ": " << diagnostic << '\n';
  for (Diagnostic &note : diagnostic.getNotes())
    print(note, os);
}

dendc::DiagnosticPrinter::DiagnosticPrinter(MLIRContext *context) : ScopedDiagnosticHandler(context) {
  setHandler([](Diagnostic &diagnostic) { print(diagnostic, llvm::errs()); });
}

void dendc::printError(llvm::Error error) {
  llvm::handleAllErrors(std::move(error), [](const llvm::ErrorInfoBase &info) { printError(info.message()); });
}

void dendc::printError(llvm::StringRef message) { llvm::errs() << "dendc: error: " << message << '\n'; }
void dendc::printWarning(llvm::StringRef message) { llvm::errs() << "dendc: warning: " << message << '\n'; }
