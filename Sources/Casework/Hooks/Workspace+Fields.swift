public import ConsumerProtection
public import PluginHost

extension Workspace {
  /// The fields of complaints beside the standard ones: `severity`, `tags`, and the bank's own as its
  /// plugins declare them; a field that two plugins declare differently is not there.
  public func customFields(as invocation: Invocation) -> [CustomField] {
    asked(invocation).fields
  }

  /// Plugins whose fields were not loaded.
  public func fieldFailures(as invocation: Invocation) -> [PluginFailure] {
    asked(invocation).failures
  }

  private func asked(
    _ invocation: Invocation
  ) -> (fields: [CustomField], failures: [PluginFailure]) {
    if let known = plugins.knownFields { return known }
    var known = (fields: CustomField.common, failures: [PluginFailure]())
    if plugins.set.answers("matter.fields") {
      let now = clock.now()
      let today = clock.civil(now).day
      let answer = plugins.set.askFields(
        Complaint.kind.text,
        HookContext(
          now: now, today: today, day: today, language: invocation.language, zone: site.zone,
          calendarID: site.policy.calendarID))
      known.fields += answer.value.filter { field in
        !CustomField.common.contains { $0.name == field.name }
      }
      known.failures = answer.failures
    }
    plugins.knownFields = known
    return known
  }

  /// Sets fields of a complaint from names and texts; an empty text takes a value away.
  ///
  /// - Throws: `XB-002` for an unknown field or complaint, `XB-007` for a value of another kind.
  public func setFields(
    _ given: [(name: String, text: String)], of id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let known = customFields(as: invocation)
    var members: [JSONValue.Member] = []
    do throws(Refusal) {
      for entry in given {
        let field = try CustomField.named(entry.name, in: known)
        members.append(
          .init(field.name, entry.text.isEmpty ? .null : try field.value(of: entry.text)))
      }
    } catch {
      throw Failure(error)
    }
    return try perform(.setFields(members), on: id, as: invocation)
  }

  /// A value of a field, for lists.
  ///
  /// - Throws: `XB-002` for an unknown field, `XB-007` for a value of another kind.
  public func field(
    _ name: String, is text: String, as invocation: Invocation
  ) throws(Failure) -> JSONValue.Member {
    do throws(Refusal) {
      let field = try CustomField.named(name, in: customFields(as: invocation))
      return .init(field.name, try field.value(of: text))
    } catch {
      throw Failure(error)
    }
  }
}
