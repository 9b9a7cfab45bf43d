// tosa_int8.mlir: a small quantized network as exporters write TOSA, with random weights.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 16x16 images: a convolution, a depthwise and a pointwise one around which its output is added again, hard swish in integers
// of 32 bits, means, a matrix product, softmax in four tables of bytes. Both rounding modes.
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
  %102 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %103 = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %104 = "tosa.const"() <{values = dense<[30]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %105 = "tosa.const"() <{values = dense<[3]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %106 = tosa.rescale %79, %103, %104, %105, %102 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %107 = tosa.reduce_max %106 {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %108 = tosa.sub %106, %107 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %109 = "tosa.const"() <{values = dense<[0]> : tensor<1xi16>}> : () -> tensor<1xi16>
  %110 = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %111 = "tosa.const"() <{values = dense<[23]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %112 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %113 = tosa.rescale %108, %110, %111, %112, %109 {rounding_mode = SINGLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi16>) -> tensor<1x4xi16>
  %114 = "tosa.const"() <{values = dense<"0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001000100010001000100010001000100010001000100010001000100010001000100010002000200020002000200020002000200020002000300030003000300030003000300040004000400040004000500050005000500050006000600060006000700070007000800080008000900090009000A000A000B000B000C000C000D000D000E000E000F000F001000110012001200130014001500160016001700180019001A001B001D001E001F0020002200230025002600280029002B002D002F00310033003500370039003B003E0040004300460049004C004F005200550059005C006000640068006D00710076007A007F000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"> : tensor<513xi16>}> : () -> tensor<513xi16>
  %115 = tosa.table %113, %114 : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %116 = "tosa.const"() <{values = dense<[[17]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %117 = tosa.logical_left_shift %115, %116 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %118 = "tosa.const"() <{values = dense<"0x0100010001000100010001000100010001000100010001000100010002000200020002000200020002000200020002000300030003000300030003000300040004000400040004000400050005000500050006000600060006000700070007000700080008000800090009000A000A000A000B000B000C000C000D000D000E000F000F001000110011001200130014001400150016001700180019001A001B001C001D001F0020002100230024002500270029002A002C002E00300032003400360038003A003D003F004200450048004A004E005100540057005B005F00630067006B006F00740079007E00830088008E0093009A00A000A600AD00B400BC00C300CB00D400DC00E500EF00F80003000D001800240030003C00490056006400730082009200A200B300C500D800EB00FF0014002A004000580070008A00A400C000DD00FA001A003A005C007F00A300C900F1001A0045007200A000D100030037006E00A600E1001F005F00A200E7002F007A00C80019006E00C60022008100E5004C00B80028009C00150094001700A0002E00C2005D00FD00A40052000700C4008800540028000500EB00DB00D400D700E500FE00230053009000DA00310096000A008D002000C30077003E00160002000200170042008300DC004D00D8007E003F001D00190034006F00CD004D00F200BD00B000CC00130086002800FB00FF000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"> : tensor<513xi16>}> : () -> tensor<513xi16>
  %119 = tosa.table %113, %118 : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %120 = "tosa.const"() <{values = dense<[[9]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %121 = tosa.logical_left_shift %119, %120 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %122 = tosa.add %117, %121 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %123 = "tosa.const"() <{values = dense<"0x2B003700440051005F006D007C008C009C00AD00BE00D100E400F7000C00210038004F00670080009A00B500D200EF000E002E004F0072009600BB00E2000B00350061008F00BE00F000240059009100CB00080047008900CD0014005E00AB00FB004E00A500FF005D00BF0025008F00FE007000E8006400E6006D00F9008B002300C10066001100C3007D003E000700D800B200950081007600760080009500B500E10019005E00B00010007F00FC0089002600D400930065004A0042004F007200AA00FB006300E400800036000900FA00090039008900FD0094005100340041007800DB006B002B001D0043009E003200FF000A005300DE00AD00C4002400D200D0002100C900CC002D00F0001900AC00AD0021000E0076006000D200CF005F0087004D00B800CF0098001B0060006D004C000600A2002A00A8002700AF004D000B00F600190081003C005700E200EA007F00B20093003400A70000005200B2003400F100FE0074006C0000004C006C007E009F00F1009500AD005D00CB001F00800019001600A500F6003A00A6006E00CC00F9003200B600C700AA00A60004001200210083009000A3001A005600BE00BD00C0003B00A6007D0042007D00B9008A00880050008900DD000000AC00A200AC009B004A009C007E00E500D3005100750060003F004B00C9000C0075007300850038002B000C009B00AD002500FF000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"> : tensor<513xi16>}> : () -> tensor<513xi16>
  %124 = tosa.table %113, %123 : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %125 = "tosa.const"() <{values = dense<[[1]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %126 = tosa.logical_left_shift %124, %125 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %127 = tosa.add %122, %126 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %128 = "tosa.const"() <{values = dense<"0x9500CF008800C7009000E900D800620090006600EC0029002500E7007800DF002600560078009600BB00F1004300BC006A00590094002C002C00A500A5003D007C0075003A00DC0071000B00C100A700D60064006B0005004C005C0053004E006E00D3009F00F600FD00DA00B500B9001100E9007100D90056001B0061005F0054007B0017006B00BD00560081008F00D2009F004F003F00D10068006D004E007B006C0099008500B300AE00060052002D003B00240098004F0008008900A1002700FB000500390093001900DD00FC009E00F7004800DF0017005C002400F8007100360001009F00EE00E0007D00DF003900D4000F0065006800C7004C00DE0083006100BD00FF00B4008C005F002D001F008A00F0000300A400E9001D00C0008F008100CB00E3008200AA00A4000400AF00DD001A004C00B700FE002B00AD006500A3002C004200A6009F00FF0027000F004B00130048007900EF00B20090002600E9002D003000230033009500900085000200C700D6007E006C00B700EF002A001A001800370059003D0096001D00A90043003C0047009400E200A40014005600950022009300EC00B9003A008900BF0021004900550018004400A6005500EC00C4002D00AF004C00BE00C6006C005400040040005A008B005500DE005B007200AE00EC00D300500013001A0036009F008A00C50058003500DF002B00FA00FF000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"> : tensor<513xi16>}> : () -> tensor<513xi16>
  %129 = tosa.table %113, %128 : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %130 = "tosa.const"() <{values = dense<[[7]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %131 = tosa.arithmetic_right_shift %129, %130 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %132 = tosa.add %127, %131 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %133 = "tosa.const"() <{values = dense<[[12]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %134 = tosa.arithmetic_right_shift %132, %133 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %135 = tosa.reduce_sum %134 {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %136 = tosa.clz %135 : (tensor<1x1xi32>) -> tensor<1x1xi32>
  %137 = "tosa.const"() <{values = dense<[[1]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %138 = tosa.sub %136, %137 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %139 = tosa.logical_left_shift %135, %138 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %140 = "tosa.const"() <{values = dense<[[-1010580540]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %141 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %142 = tosa.mul %139, %140, %141 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %143 = "tosa.const"() <{values = dense<[[1515870810]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %144 = tosa.add %142, %143 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %145 = "tosa.const"() <{values = dense<[[536870912]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %146 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %147 = tosa.mul %144, %139, %146 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %148 = tosa.sub %145, %147 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %149 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %150 = tosa.mul %144, %148, %149 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %151 = "tosa.const"() <{values = dense<[[4]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %152 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %153 = tosa.mul %150, %151, %152 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %154 = tosa.add %144, %153 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %155 = "tosa.const"() <{values = dense<[[536870912]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %156 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %157 = tosa.mul %154, %139, %156 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %158 = tosa.sub %155, %157 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %159 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %160 = tosa.mul %154, %158, %159 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %161 = "tosa.const"() <{values = dense<[[4]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %162 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %163 = tosa.mul %160, %161, %162 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %164 = tosa.add %154, %163 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %165 = "tosa.const"() <{values = dense<[[536870912]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %166 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %167 = tosa.mul %164, %139, %166 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %168 = tosa.sub %165, %167 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %169 = "tosa.const"() <{values = dense<[31]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %170 = tosa.mul %164, %168, %169 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %171 = "tosa.const"() <{values = dense<[[4]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %172 = "tosa.const"() <{values = dense<[0]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %173 = tosa.mul %170, %171, %172 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %174 = tosa.add %164, %173 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %175 = "tosa.const"() <{values = dense<[30]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %176 = tosa.mul %132, %174, %175 : (tensor<1x4xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  %177 = "tosa.const"() <{values = dense<[[35]]> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %178 = tosa.sub %177, %136 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %179 = tosa.arithmetic_right_shift %176, %178 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %180 = "tosa.const"() <{values = dense<[-128]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %181 = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %182 = "tosa.const"() <{values = dense<[30]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %183 = "tosa.const"() <{values = dense<[0]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %184 = tosa.rescale %179, %181, %182, %183, %180 {rounding_mode = DOUBLE_ROUND, scale32 = true, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8> loc("softmax")
  return %184 : tensor<1x4xi8>
}
