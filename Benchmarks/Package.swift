// swift-tools-version: 6.2
import PackageDescription

// A package of its own: SQLite is a yardstick here and never enters the product.
let package = Package(
  name: "xiaobao-benchmarks",
  dependencies: [.package(name: "xiaobao", path: "..")],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    // The product keeps its CLua to itself; this one gives the C yardstick its flags.
    .systemLibrary(
      name: "CLuaYardstick", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CPlainLua", dependencies: ["CLuaYardstick"]),
    .executableTarget(name: "sqlitepeer", dependencies: ["CSQLite"]),
    .executableTarget(
      name: "ledgerpeer", dependencies: [.product(name: "EventLedger", package: "xiaobao")]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CSQLite", "CPlainLua",
        .product(name: "ConsumerProtection", package: "xiaobao"),
        .product(name: "EventLedger", package: "xiaobao"),
        .product(name: "PluginHost", package: "xiaobao"),
        .product(name: "Casework", package: "xiaobao"),
      ]),
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
