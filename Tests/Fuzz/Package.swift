// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, and scripts/fuzz builds everything with
// `--sanitize fuzzer`, so that it sees which branches of the scanner an input takes.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "xiaobao", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzLine", dependencies: [.product(name: "EventLedger", package: "xiaobao")],
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
  ]
)
