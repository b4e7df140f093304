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
  /// The reports of the site's plugins, sorted by identifier.
  public func reports() -> [ReportListing] {
    plugins.set.reports.map { entry in
      ReportListing(
        id: entry.report.id, title: entry.report.title, plugin: entry.plugin,
        parameters: entry.report.parameters)
    }
  }

  /// Runs a report over the ledger as it stands.
  ///
  /// Parameters are names and texts as on a command line; lists are separated by commas. Throws
  /// `XB-002` for an unknown report, `LUA-3xx` when the plugin fails.
  public func runReport(
    _ id: String, parameters: [(name: String, text: String)], as invocation: Invocation
  ) throws(Failure) -> Document {
    guard let found = plugins.set.reports.first(where: { $0.report.id == id }) else {
      throw unknownReport(id)
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
    let known = plugins.set.reports.map(\.report.id)
    let hint = Nearest.match(of: id, in: known)
    return Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase(
        "没有报告“\(id)”" + (hint.map { "；是否为 \($0)？" } ?? ""),
        "There is no report `\(id)`" + (hint.map { "; did you mean \($0)?" } ?? "")),
      remedy: Phrase("查看可用报告：xiaobao report list", "See the reports: xiaobao report list"))
  }
}
