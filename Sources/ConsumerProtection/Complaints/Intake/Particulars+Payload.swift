extension Particulars {
  /// Reads what `write` wrote; absent members are nothing noted.
  init(payload: Payload) throws(PayloadError) {
    self.init()
    urgency = try payload.optionalChoice("urgency")
    sensitivity = try payload.texts("sensitivity")
    vulnerableGroups = try payload.texts("vulnerable_groups")
    demandKinds = try payload.texts("demand_kinds")
    escalatedTo = try payload.optionalChoice("escalated_to")
    suspectsAgent = try payload.flag("suspected_agent")
    capacity = try payload.optionalChoice("capacity")
    major = try payload.optionalChoice("major")
    representativeCount = Int(try payload.optionalInteger("representative_count") ?? 0)
    channelFacts = payload.value("channel_facts")?.members ?? []
    proof = payload.sealed("capacity.proof")
    difficulty = payload.sealed("capacity.difficulty")
    proxyName = payload.sealed("proxy.name")
    proxyPhone = payload.sealed("proxy.phone")
    proxyIDNumber = payload.sealed("proxy.id_number")
    representatives = payload.sealed("complainant.representatives")
  }

  /// Writes what is noted; members that are absent stay out.
  func write(to payload: inout PayloadWriter) {
    payload.write("urgency", urgency?.rawValue)
    payload.write("sensitivity", sensitivity)
    payload.write("vulnerable_groups", vulnerableGroups)
    payload.write("demand_kinds", demandKinds)
    payload.write("escalated_to", escalatedTo?.rawValue)
    payload.write("suspected_agent", flag: suspectsAgent)
    payload.write("capacity", capacity?.rawValue)
    payload.write("major", major?.rawValue)
    if representativeCount > 0 { payload.write("representative_count", representativeCount) }
    if !channelFacts.isEmpty { payload.write("channel_facts", value: .object(channelFacts)) }
    payload.seal("capacity.proof", proof)
    payload.seal("capacity.difficulty", difficulty)
    payload.seal("proxy.name", proxyName)
    payload.seal("proxy.phone", proxyPhone)
    payload.seal("proxy.id_number", proxyIDNumber)
    payload.seal("complainant.representatives", representatives)
  }
}
