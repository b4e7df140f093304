// swift-tools-version: 6.2
import PackageDescription

// The targets stand in layer order (docs/developing/layers.md): a target imports only what
// stands above it. `LayerTests` reads this file and the imports, and fails when that is broken.
let package = Package(
  name: "xiaobao",
  products: [
    .executable(name: "xiaobao", targets: ["xiaobao"]),
    .library(name: "LuaBridge", targets: ["LuaBridge"]),
    .library(name: "ConsumerProtection", targets: ["ConsumerProtection"]),
    .library(name: "EventLedger", targets: ["EventLedger"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "PluginHost", targets: ["PluginHost"]),
    .library(name: "Casework", targets: ["Casework"]),
  ],
  dependencies: [
    // Each has its page in docs/decisions/.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLuaShim", dependencies: ["CLua"]),
    .target(name: "CWorker"),
    .target(
      name: "CSpreadsheet",
      // By the names of the archives: linked dynamically, each start of the program would load them.
      linkerSettings: [
        .linkedLibrary(":libminizip.a"), .linkedLibrary(":libexpat.a"), .linkedLibrary(":libz.a"),
      ]),
    .target(name: "LuaBridge", dependencies: ["CLuaShim"]),
    .target(name: "Spreadsheets", dependencies: ["CSpreadsheet"]),
    .target(name: "ConsumerProtection"),
    .target(
      name: "EventLedger", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "Reporting", dependencies: ["Spreadsheets"]),
    .target(
      name: "PluginHost",
      dependencies: [
        "CWorker", "LuaBridge", "ConsumerProtection", "Reporting",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Casework",
      dependencies: [
        "Spreadsheets", "ConsumerProtection", "EventLedger", "Reporting", "PluginHost",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "xiaobao",
      dependencies: [
        "Spreadsheets", "ConsumerProtection", "EventLedger", "Reporting", "PluginHost", "Casework",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "XiaobaoTestSupport",
      dependencies: ["ConsumerProtection", "EventLedger", "PluginHost", "Casework"]),
    .testTarget(name: "LuaBridgeTests", dependencies: ["LuaBridge", "CLuaShim"]),
    .testTarget(name: "CWorkerTests", dependencies: ["CWorker"]),
    .testTarget(name: "SpreadsheetsTests", dependencies: ["Spreadsheets"]),
    .testTarget(
      name: "ConsumerProtectionTests", dependencies: ["ConsumerProtection"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "EventLedgerTests", dependencies: ["EventLedger"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "Spreadsheets"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PluginHostTests",
      // Workers are the program itself.
      dependencies: [
        "PluginHost", "CLuaShim", "ConsumerProtection", "LuaBridge", "Reporting", "xiaobao",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "CaseworkTests",
      dependencies: [
        "Casework", "ConsumerProtection", "EventLedger", "PluginHost", "Reporting", "Spreadsheets",
        "XiaobaoTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["xiaobao", "Spreadsheets", "XiaobaoTestSupport"],
      resources: [.copy("Fixtures")]),
    // Reads the repository itself: layers, lint, links, the sample bank's year.
    .testTarget(name: "ArchitectureTests"),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
}
