internal import ConsumerProtection

extension PluginFailure.Code {
  /// `plugin.yaml`, a locale file or `limits.yaml` cannot be read.
  public static let manifest = Self("LUA-101")
  /// The site file approves no digest, or the plugin's folder is not there.
  public static let notApproved = Self("LUA-102")
  /// A file was changed after its approval.
  public static let changed = Self("LUA-103")
  /// `after` and `before` run in a circle.
  public static let orderCycle = Self("LUA-104")
  /// The plugin needs a higher level of the API.
  public static let apiTooNew = Self("LUA-105")
  /// A plugin that it needs is missing, too old, or excluded.
  public static let dependency = Self("LUA-106")
  /// Two plugins own one report, import format or regime.
  public static let twoOwners = Self("LUA-107")
  /// The site file's settings do not fit the plugin's schema.
  public static let settings = Self("LUA-108")
  /// It failed three times in a row, and nobody released it yet.
  public static let quarantined = Self("LUA-109")
  /// A file is not Lua.
  public static let syntax = Self("LUA-201")
  /// A file is too large or too deeply nested.
  public static let sourceLimit = Self("LUA-202")
  /// The main file failed while it was loaded.
  public static let loadFailed = Self("LUA-203")
  /// A hook that this API does not have, or that the manifest and the main file do not both name.
  public static let unknownHook = Self("LUA-204")
  /// Something that the API deprecates is used; it works all the same.
  public static let deprecated = Self("LUA-205")
  /// An error in the script.
  public static let runtime = Self("LUA-301")
  /// The instruction budget is spent.
  public static let instructions = Self("LUA-302")
  /// The memory budget is spent.
  public static let memory = Self("LUA-303")
  /// The wall-clock limit has passed.
  public static let wallClock = Self("LUA-304")
  /// The answer is not of the hook's shape.
  public static let wrongAnswer = Self("LUA-305")
  /// A field that the record does not have.
  public static let unknownField = Self("LUA-306")
  /// A field that the manifest's `reads` leaves out.
  public static let undeclaredRead = Self("LUA-307")
  /// A host function outside the plugin's permissions or the hook's.
  public static let notPermitted = Self("LUA-308")
  /// The plugin itself said that it cannot answer: `ctx.fail`.
  public static let failed = Self("LUA-309")

  /// The worker process that ran the plugin ended.
  public static let workerEnded = Self("LUA-310")

  /// A plugin package is damaged or no package.
  public static let package = Self("LUA-121")
  /// No key that the site trusts signed the package.
  public static let notSigned = Self("LUA-122")
  /// A newer package of the plugin is installed.
  public static let older = Self("LUA-123")

  /// Every code with its meaning, in order.
  static let meanings: [(code: PluginFailure.Code, meaning: Phrase)] = [
    (
      Self("LUA-101"),
      Phrase("插件清单、语言文件或时限表读不出", "`plugin.yaml`, a locale file or `limits.yaml` cannot be read")
    ),
    (Self("LUA-102"), Phrase("站点未批准，或没有插件文件夹", "no approval in the site file, or no folder")),
    (Self("LUA-103"), Phrase("批准之后文件有改动", "a file was changed after approval")),
    (Self("LUA-104"), Phrase("after 与 before 成环", "`after` and `before` run in a circle")),
    (Self("LUA-105"), Phrase("需要更高的接口版本", "a higher API level is needed")),
    (
      Self("LUA-106"),
      Phrase("依赖的插件缺失、版本不符或不相容", "a dependency is missing, of another version, or excluded")
    ),
    (
      Self("LUA-107"),
      Phrase("一个报告、导入格式或监管制度有多个插件负责", "two plugins own one report, import format or regime")
    ),
    (Self("LUA-108"), Phrase("设置不符合插件的规定", "the settings do not fit the schema")),
    (
      Self("LUA-109"),
      Phrase("连续失败三次，已隔离", "it failed three times in a row and is in quarantine")
    ),
    (Self("LUA-121"), Phrase("插件安装包损坏，或不是安装包", "a plugin package is damaged or none")),
    (
      Self("LUA-122"),
      Phrase("安装包没有受信任密钥的签名", "no key that the site trusts signed the package")
    ),
    (Self("LUA-123"), Phrase("已安装较新的安装包", "a newer package is installed")),
    (Self("LUA-201"), Phrase("不是有效的 Lua", "a file is not Lua")),
    (Self("LUA-202"), Phrase("源文件过大或嵌套过深", "a source is too large or too deeply nested")),
    (Self("LUA-203"), Phrase("加载失败", "loading failed")),
    (
      Self("LUA-204"),
      Phrase("没有这个钩子，或清单与 main.lua 不一致", "an unknown hook, or manifest and main.lua differ")
    ),
    (Self("LUA-205"), Phrase("使用了不建议使用的接口", "something deprecated is used")),
    (Self("LUA-301"), Phrase("脚本出错", "an error in the script")),
    (Self("LUA-302"), Phrase("指令预算用完", "the instruction budget is spent")),
    (Self("LUA-303"), Phrase("内存预算用完", "the memory budget is spent")),
    (Self("LUA-304"), Phrase("超时", "the time limit has passed")),
    (Self("LUA-305"), Phrase("答案的形式不对", "the answer is not of the hook's shape")),
    (Self("LUA-306"), Phrase("读取了不存在的字段", "a field that does not exist was read")),
    (Self("LUA-307"), Phrase("读取了 reads 未声明的字段", "a field that `reads` leaves out was read")),
    (Self("LUA-308"), Phrase("调用了不允许的函数", "a function was called that is not permitted")),
    (Self("LUA-309"), Phrase("插件自己放弃（ctx.fail）", "the plugin gave up itself (`ctx.fail`)")),
    (Self("LUA-310"), Phrase("插件的工作进程中断", "the plugin's worker process ended")),
  ]
}
