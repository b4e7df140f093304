extension Obligation {
  /// The same duty on another case: with the due day that holds now, under a rule that is free there.
  /// The case that it came from keeps how that day came about.
  func renamed(_ rule: String) -> Obligation {
    Obligation(
      name: name, rule: rule, isRegime: isRegime, start: start, startMinute: startMinute,
      budget: currentBudget, calendar: calendar, lastDay: lastDay, originalDue: due,
      dueMinute: extensions.isEmpty ? dueMinute : nil, isProvisional: isProvisional,
      basis: currentBasis)
  }
}
