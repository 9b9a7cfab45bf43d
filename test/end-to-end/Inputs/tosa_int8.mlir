// tosa_int8.mlir: a small quantized network as exporters write TOSA, with random weights.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 16x16 images: a convolution, a depthwise and a pointwise one around which its output is added again, hard swish in integers
// of 32 bits, means, a matrix product. Both rounding modes.
func.func @main(%arg0: tensor<1x16x16x1xi8>) -> tensor<1x4xi8> {
  %1 = "tosa.const"() <{values = dense<"0x7FACF9F5D9DADB34E9A5F8DB1EC51FCE4ACB1FABF4EF35D9D2D313BFE1F2FA1ADB36FA96B216FD01F818F89E03E4AFD181C12C5A1BE5AAF55406163525F211FF28F52CFA023ACCA0"> : tensor<8x3x3x1xi8>}> : () -> tensor<8x3x3x1xi8>
  %2 = "tosa.const"() <{values = dense<"0xD4FAFFFFCFFAFFFF3BFBFFFF610B000037040000410300002B090000B3FEFFFF"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %3 = "tosa.const"() <{values = dense<[-5]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %4 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %5 = tosa.conv2d %arg0, %1, %2, %3, %4 {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 1, 0, 1>, stride = array<i64: 2, 2>} : (tensor<1x16x16x1xi8>, tensor<8x3x3x1xi8>, tensor<8xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x8x8x8xi32> loc("conv1")
  %6 = "tosa.const"() <{values = dense<[-128]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %7 = "tosa.const"() <{values = dense<"0xE3C5CB6809352852258FA363FA85436498F1505A1E522A684A86C4700C2D994D"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %8 = "tosa.const"() <{values = dense<"0x2726262627272726"> : tensor<8xi8>}> : () -> tensor<8xi8>
  %9 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %10 = tosa.rescale %5, %7, %8, %9, %6 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = true, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi32>, tensor<8xi32>, tensor<8xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi8>
  %11 = tosa.clamp %10 {min_val = -128 : i8, max_val = 127 : i8} : (tensor<1x8x8x8xi8>) -> tensor<1x8x8x8xi8>
  %12 = "tosa.const"() <{values = dense<"0xC7FCFF18DD08B888464F2DEB2D08FC507EEE0723DF13D8C72503CF13FFEC2B1A0B174BF2501757510B2B230A343C17F8FF5FA8DCF811CF123232FAC0E2B436C7D85F48BE04FE40B9"> : tensor<3x3x8x1xi8>}> : () -> tensor<3x3x8x1xi8>
  %13 = "tosa.const"() <{values = dense<"0x14FFFFFFA8F9FFFFBE090000B101000042FFFFFFE3F5FFFFAFFBFFFF23F9FFFF"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %14 = "tosa.const"() <{values = dense<[-128]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %15 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %16 = tosa.depthwise_conv2d %11, %12, %13, %14, %15 {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>} : (tensor<1x8x8x8xi8>, tensor<3x3x8x1xi8>, tensor<8xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x8x8x8xi32> loc("depthwise")
  %17 = "tosa.const"() <{values = dense<[-7]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %18 = "tosa.const"() <{values = dense<"0xE2165C58FF63E56AC888A877E44C5E5AE34C2E5E0770875589E97174F7F96976"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %19 = "tosa.const"() <{values = dense<"0x2626262626262626"> : tensor<8xi8>}> : () -> tensor<8xi8>
  %20 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %21 = tosa.rescale %16, %18, %19, %20, %17 {rounding_mode = SINGLE_ROUND, scale32 = true, per_channel = true, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi32>, tensor<8xi32>, tensor<8xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi8>
  %22 = "tosa.const"() <{values = dense<"0x0728EFE10DEB2D1D49C7DE00683F9157AED1B1FB3414251834D3E81924094B0FFD35E4F45D9E12940CF72E27C90B29A6D855EE1003F741CB12FBCBF71F1FFEB7"> : tensor<8x1x1x8xi8>}> : () -> tensor<8x1x1x8xi8>
  %23 = "tosa.const"() <{values = dense<"0x290800004DFAFFFFF009000081F9FFFF83FFFFFFB6F5FFFF1E0A00003C060000"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %24 = "tosa.const"() <{values = dense<[-7]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %25 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %26 = tosa.conv2d %21, %22, %23, %24, %25 {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x8x8x8xi8>, tensor<8x1x1x8xi8>, tensor<8xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x8x8x8xi32> loc("pointwise")
  %27 = "tosa.const"() <{values = dense<[11]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %28 = "tosa.const"() <{values = dense<"0x458DEC7ACD63F64F6E1C8B61718FE3651B74F049752F777D9802254B26EA7C48"> : tensor<8xi32>}> : () -> tensor<8xi32>
  %29 = "tosa.const"() <{values = dense<"0x2625262625262525"> : tensor<8xi8>}> : () -> tensor<8xi8>
  %30 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %31 = tosa.rescale %26, %28, %29, %30, %27 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = true, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi32>, tensor<8xi32>, tensor<8xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi8>
  %32 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %33 = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %34 = "tosa.const"() <{values = dense<[11]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %35 = "tosa.const"() <{values = dense<[-128]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %36 = tosa.rescale %11, %33, %34, %35, %32 {rounding_mode = SINGLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x8x8x8xi32>
  %37 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %38 = "tosa.const"() <{values = dense<[1531155841]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %39 = "tosa.const"() <{values = dense<[12]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %40 = "tosa.const"() <{values = dense<[11]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %41 = tosa.rescale %31, %38, %39, %40, %37 {rounding_mode = SINGLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x8x8x8xi32>
  %42 = tosa.add %36, %41 : (tensor<1x8x8x8xi32>, tensor<1x8x8x8xi32>) -> tensor<1x8x8x8xi32> loc("residual")
  %43 = "tosa.const"() <{values = dense<[-100]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %44 = "tosa.const"() <{values = dense<[1406601789]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %45 = "tosa.const"() <{values = dense<[49]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %46 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %47 = tosa.rescale %42, %44, %45, %46, %43 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi8>
  %48 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %49 = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %50 = "tosa.const"() <{values = dense<[30]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %51 = "tosa.const"() <{values = dense<[-100]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %52 = tosa.rescale %47, %49, %50, %51, %48 {rounding_mode = SINGLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x8x8x8xi32>
  %53 = "tosa.const"() <{values = dense<[[[[40]]]]> : tensor<1x1x1x1xi32>}> : () -> tensor<1x1x1x1xi32>
  %54 = tosa.add %52, %53 : (tensor<1x8x8x8xi32>, tensor<1x1x1x1xi32>) -> tensor<1x8x8x8xi32>
  %55 = tosa.clamp %54 {min_val = 0 : i32, max_val = 80 : i32} : (tensor<1x8x8x8xi32>) -> tensor<1x8x8x8xi32>
  %56 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %57 = tosa.mul %52, %55, %56 : (tensor<1x8x8x8xi32>, tensor<1x8x8x8xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi32> loc("swish")
  %58 = "tosa.const"() <{values = dense<[-100]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %59 = "tosa.const"() <{values = dense<[1717986918]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %60 = "tosa.const"() <{values = dense<[37]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %61 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %62 = tosa.rescale %57, %59, %60, %61, %58 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x8x8x8xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x8x8x8xi8>
  %63 = "tosa.const"() <{values = dense<[-100]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %64 = "tosa.const"() <{values = dense<[-90]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %65 = tosa.avg_pool2d %62, %63, %64 {acc_type = i32, kernel = array<i64: 4, 4>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 4, 4>} : (tensor<1x8x8x8xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x2x2x8xi8> loc("pool")
  %66 = tosa.const_shape {values = dense<[1, 1, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %67 = tosa.reshape %65, %66 : (tensor<1x2x2x8xi8>, !tosa.shape<3>) -> tensor<1x1x32xi8>
  %68 = "tosa.const"() <{values = dense<"0xE9E38101490541D3B90AD1FF6BEB02140FCAE1F26EEDBD933A244D3EB1E4E70CEC3EDB911BAD1EDBE4F2C144FB22FE04FA1ADD061FC900D681BD2EE4D4CA3954F2384627C88EFC1B0D080FD92232C9605C14D195FF4B4E16090B9BDEEFA9ECB704F8FC186827762CF33BE740E2135C284D1106F62C0FFDE1343818E205FFCA05"> : tensor<1x32x4xi8>}> : () -> tensor<1x32x4xi8>
  %69 = "tosa.const"() <{values = dense<[-90]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %70 = tosa.matmul %67, %68, %69, %56 : (tensor<1x1x32xi8>, tensor<1x32x4xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x1x4xi32> loc("classify")
  %71 = "tosa.const"() <{values = dense<[[[900, -1200, 300, 40]]]> : tensor<1x1x4xi32>}> : () -> tensor<1x1x4xi32>
  %72 = tosa.add %70, %71 : (tensor<1x1x4xi32>, tensor<1x1x4xi32>) -> tensor<1x1x4xi32>
  %73 = "tosa.const"() <{values = dense<[3]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %74 = "tosa.const"() <{values = dense<[1457760240]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %75 = "tosa.const"() <{values = dense<[38]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %76 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %77 = tosa.rescale %72, %74, %75, %76, %73 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x1x4xi8>
  %78 = tosa.const_shape {values = dense<[1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %79 = tosa.reshape %77, %78 : (tensor<1x1x4xi8>, !tosa.shape<2>) -> tensor<1x4xi8>
  return %79 : tensor<1x4xi8>
}
