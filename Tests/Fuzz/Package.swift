// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, and everything is built for it.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "xiaobao", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzLine", dependencies: [.product(name: "EventLedger", package: "xiaobao")],
      swiftSettings: [
        .swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"]),
      ],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
  ]
)
