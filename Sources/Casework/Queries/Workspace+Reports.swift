public import ConsumerProtection
internal import EventLedger
public import PluginHost
public import Reporting

/// A report on offer.
public struct ReportListing: Sendable, Equatable {
  /// The identifier for `report run`.
  public let id: String
  /// What people call it.
  public let title: Phrase
  /// The plugin that makes it.
  public let plugin: String
  /// What may be asked of it.
  public let parameters: [PluginManifest.Parameter]
}

extension Workspace {
  /// The reports of the program and of the site's plugins, sorted by identifier.
  public func reports() -> [ReportListing] {
    let own = BuiltInReport.allCases.map { report in
      ReportListing(
        id: report.rawValue, title: report.title, plugin: "xiaobao", parameters: report.parameters)
    }
    let others = plugins.set.reports.map { entry in
      ReportListing(
        id: entry.report.id, title: entry.report.title, plugin: entry.plugin,
        parameters: entry.report.parameters)
    }
    // A plugin's report takes the place of the program's.
    let names = Set(others.map(\.id))
    return (own.filter { !names.contains($0.id) } + others).sorted { $0.id < $1.id }
  }

  /// Runs a report over the ledger as it stands.
  ///
  /// Parameters are names and texts as on a command line; lists are separated by commas. Throws
  /// `XB-002` for an unknown report, `LUA-3xx` when the plugin fails.
  public func runReport(
    _ id: String, parameters: [(name: String, text: String)], as invocation: Invocation
  ) throws(Failure) -> Document {
    guard let found = plugins.set.reports.first(where: { $0.report.id == id }) else {
      guard let report = BuiltInReport(rawValue: id) else { throw unknownReport(id) }
      return try runBuiltIn(report, parameters, as: invocation)
    }
    let view = try currentView()
    let moment = try moment(of: invocation)
    var context = hookContext("", invocation, moment, 0, view)
    do throws(PluginProblems) {
      context.params = try found.report.values(of: parameters)
    } catch {
      throw Self.wrongParameters(error, id)
    }
    do throws(PluginFailure) {
      return try plugins.set.runReport(
        id, context,
        query: LedgerQuery(
          view: view, institution: site.institution.name.text(in: invocation.language),
          fields: customFields(as: invocation)))
    } catch {
      throw Failure(error)
    }
  }

  /// The verbs that the site's plugins add, sorted by name.
  public func commands() -> [ReportListing] { plugins.set.commands.map { Self.listing($0, $1) } }

  /// The formats that the site's plugins write, sorted by id.
  public func writers() -> [ReportListing] { plugins.set.writers.map { Self.listing($0, $1) } }

  /// The schemes that the site's plugins score, sorted by id.
  public func scores() -> [ReportListing] { plugins.set.scores.map { Self.listing($0, $1) } }

  private static func listing(_ plugin: String, _ offer: PluginManifest.Report) -> ReportListing {
    ReportListing(
      id: offer.id, title: offer.title, plugin: plugin, parameters: offer.parameters)
  }

  /// Runs a verb of a plugin, `command.<name>`, over the ledger as it stands.
  ///
  /// - Throws: `XB-002` for an unknown verb, `XB-008` for wrong parameters, `LUA-3xx` when the plugin
  ///   fails.
  public func runCommand(
    _ name: String, parameters: [(name: String, text: String)], as invocation: Invocation
  ) throws(Failure) -> Document {
    guard let found = plugins.set.commands.first(where: { $0.command.id == name }) else {
      throw Self.unknown(
        name, Phrase("命令", "command"), plugins.set.commands.map(\.command.id))
    }
    let view = try currentView()
    var context = hookContext("", invocation, try moment(of: invocation), 0, view)
    do throws(PluginProblems) {
      context.params = try found.command.values(of: parameters)
    } catch {
      throw Self.wrongParameters(error, name)
    }
    do throws(PluginFailure) {
      return try plugins.set.runCommand(name, context, query: query(in: view, invocation))
    } catch {
      throw Failure(error)
    }
  }

  /// Writes a document with a plugin's `writer.<format>`, piece by piece.
  ///
  /// - Throws: `XB-002` for an unknown format, `LUA-3xx` when the plugin fails, what `emit` throws.
  public func write(
    _ document: Document, as format: String, for invocation: Invocation,
    emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let known = plugins.set.writers.map(\.writer.id)
    guard known.contains(format) else {
      throw Self.unknown(format, Phrase("格式", "format"), known)
    }
    let context = hookContext("", invocation, try moment(of: invocation), 0, try currentView())
    do throws(WritingError<Failure>) {
      try plugins.set.write(document, as: format, context, emit: emit)
    } catch {
      switch error {
      case .plugin(let failure): throw Failure(failure)
      case .output(let failure): throw failure
      }
    }
  }

  func query(in view: LedgerView, _ invocation: Invocation) -> LedgerQuery {
    LedgerQuery(
      view: view, institution: site.institution.name.text(in: invocation.language),
      fields: customFields(as: invocation))
  }

  /// What the caller gave is wrong, not the plugin.
  private static func wrongParameters(_ problems: PluginProblems, _ id: String) -> Failure {
    func text(_ language: Language) -> String {
      problems.problems.map { $0.problem.text(in: language) }
        .joined(separator: language == .zh ? "；" : "; ")
    }
    return Failure(
      Refusal.Code.badNumber.text, problem: Phrase(text(.zh), text(.en)),
      remedy: Phrase(
        "报告 \(id) 的参数见 xiaobao report list", "xiaobao report list shows the parameters of \(id)"),
      exit: .usage)
  }

  private func unknownReport(_ id: String) -> Failure {
    let known = reports().map(\.id)
    let hint = Nearest.match(of: id, in: known)
    return Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase(
        "没有报告“\(id)”" + (hint.map { "；是否为 \($0)？" } ?? ""),
        "There is no report `\(id)`" + (hint.map { "; did you mean \($0)?" } ?? "")),
      remedy: Phrase("查看可用报告：xiaobao report list", "See the reports: xiaobao report list"))
  }
}
