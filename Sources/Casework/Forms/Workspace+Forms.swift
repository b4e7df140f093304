public import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Reporting

/// A form on offer.
public struct FormListing: Sendable, Equatable {
  /// The name for `form print`.
  public let name: String
  /// What people call it; a form of the bank's own bears its name.
  public let title: Phrase
  /// Where its page comes from: `forms/NAME.html`, a plugin's id, or empty for the program's own.
  public let source: String
}

extension Workspace {
  /// The forms: the program's own in the order of a case, then the bank's, by name.
  public func forms() -> [FormListing] {
    let own = FormDefinition.all.map(\.name)
    let others = Set(ownForms().map(\.name)).subtracting(own).sorted()
    return (own + others).map { name in
      FormListing(
        name: name,
        title: FormDefinition.all.first { $0.name == name }?.title ?? Phrase(same: name),
        source: source(of: name)?.label ?? "")
    }
  }

  /// The page of a form with its gaps: the bank's own, a plugin's, or the program's.
  ///
  /// - Throws: `XB-002` for an unknown form, `XB-132` when its page cannot be used.
  public func formTemplate(_ name: String) throws(Failure) -> String {
    if let source = source(of: name) { return try text(of: source) }
    guard let definition = FormDefinition.all.first(where: { $0.name == name }) else {
      throw unknownForm(name)
    }
    return definition.template
  }

  /// A form about one complaint, as a page that prints on A4. Personal data is masked, in free text
  /// too, so nothing is opened.
  ///
  /// - Throws: `XB-001` when what the form tells has not happened yet, `XB-002`, `XB-132`.
  public func printForm(
    _ name: String, about id: String, as invocation: Invocation
  ) throws(Failure) -> [UInt8] {
    let page = try formTemplate(name)
    let template = try template(page, named: name)
    let definition = FormDefinition.all.first { $0.name == name }
    let view = try complaint(id, as: invocation)
    var values = try values(of: view, history(of: MatterReference(Complaint.kind, id)))
    if let needs = definition?.needs, values[needs.gap]?.isEmpty ?? true {
      throw tooEarly(definition, id, needs.first)
    }
    values["institution"] = .text(site.institution.name.zh)
    values["printed_on"] = .text(try moment(of: invocation).businessDay.iso)
    values["printed_by"] = .text(invocation.actor)
    values["ledger_position"] = .text("\(try currentView().head.sequence)")
    return Array(template.filled(values).utf8)
  }

  private func values(
    of view: ComplaintView, _ history: [HistoryEntry]
  ) throws(Failure) -> [String: FormTemplate.Value] {
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: try currentView(), areas: Self.areas), calendars: [:], regimes: [])
    let day = view.complaint.receivedOn
    let time = plugins.regimes.lazy.flatMap { $0.rows(inForceOn: day) }
      .first { $0.name == "review_application" }?.budget
    return FormValues(view, history: history, lookUps: lookUps, reviewTime: time).values
  }

  private func tooEarly(
    _ definition: FormDefinition?, _ id: String, _ first: Phrase
  ) -> Failure {
    let title = definition?.title ?? Phrase(same: "")
    return Failure(
      Refusal.Code.notAdmitted.text,
      problem: Phrase(
        "投诉 \(id) 还没有“\(title.zh)”要写的内容", "There is nothing yet on \(id) for the \(title.en)"),
      remedy: first)
  }

  // MARK: Where pages come from

  private struct Source {
    let name: String
    let label: String
    let bytes: () throws(Failure) -> [UInt8]
  }

  /// A file of the workspace stands before a plugin's, and of two plugins the first of the site file.
  private func source(of name: String) -> Source? { ownForms().first { $0.name == name } }

  private func ownForms() -> [Source] {
    let folder = "\(paths.root)/forms"
    let files = Files.names(in: folder).compactMap { file -> Source? in
      guard let name = Self.formName(file) else { return nil }
      return Source(name: name, label: "forms/\(file)") { () throws(Failure) in
        try Files.read("\(folder)/\(file)", byteCountMax: FormTemplate.byteCountMax)
      }
    }
    let plugins = site.plugins.filter { $0.enforcement != .off }.flatMap { plugin -> [Source] in
      // Only what somebody approved: a changed page is refused like a changed rule.
      guard let folder = try? PluginFolder(path: "\(paths.plugins)/\(plugin.id)"),
        folder.digest == plugin.digest
      else { return [] }
      return folder.files.compactMap { file in
        guard file.path.hasPrefix("forms/"),
          let name = Self.formName(String(file.path.dropFirst(6)))
        else { return nil }
        return Source(name: name, label: plugin.id) { () throws(Failure) in file.bytes }
      }
    }
    return files + plugins
  }

  private static func formName(_ file: String) -> String? {
    guard file.hasSuffix(".html") else { return nil }
    let name = file.dropLast(5)
    let isGood = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    return isGood && !name.isEmpty ? String(name) : nil
  }

  private func text(of source: Source) throws(Failure) -> String {
    guard let text = String(validating: try source.bytes(), as: UTF8.self) else {
      throw wrongTemplate(
        source.label, Phrase("不是有效的 UTF-8", "it is not valid UTF-8"))
    }
    return text
  }

  func template(_ page: String, named name: String) throws(Failure) -> FormTemplate {
    let label = source(of: name)?.label ?? name
    let template: FormTemplate
    do throws(FormTemplate.Problem) {
      template = try FormTemplate(page)
    } catch {
      throw wrongTemplate(
        "\(label):\(error.line):\(error.column)", Phrase(error.zh, error.en))
    }
    guard source(of: name) != nil else { return template }
    for gap in template.names where !Self.isKnown(gap.name) {
      let near = Nearest.match(of: gap.name, in: FormValues.names.sorted())
      throw wrongTemplate(
        "\(label):\(gap.line):\(gap.column)",
        Phrase(
          "没有可填的“\(gap.name)”" + (near.map { "；是否为 \($0)？" } ?? ""),
          "nothing is called `\(gap.name)`" + (near.map { "; did you mean \($0)?" } ?? "")))
    }
    return template
  }

  /// A name of our own, or a field of an event: `decided.amount_fen`.
  private static func isKnown(_ name: String) -> Bool {
    if FormValues.names.contains(name) { return true }
    guard let dot = name.firstIndex(of: ".") else { return false }
    return EventTitles.title(of: "complaint.\(name[..<dot])") != nil
  }

  private func wrongTemplate(_ place: String, _ problem: Phrase) -> Failure {
    Failure(
      "XB-132", problem: Phrase("\(place)：\(problem.zh)", "\(place): \(problem.en)"),
      remedy: Phrase(
        "改正后重试；写法见 docs/reference/forms.md", "Mend it and try again; see docs/reference/forms.md"))
  }

  private func unknownForm(_ name: String) -> Failure {
    Self.unknown(name, Phrase("表单", "form"), forms().map(\.name))
  }
}
