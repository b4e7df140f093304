public import ConsumerProtection
internal import EventLedger

extension Workspace {
  /// Saves or drops a view.
  public func perform(
    _ command: SavedView.Command, on id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    try performed(execute(command, on: id, of: SavedView.self, as: invocation), invocation)
  }

  /// The views in use, by name.
  public func views() throws(Failure) -> [SavedView] {
    try matters(SavedView.self).filter { !$0.isDropped }
  }

  /// One view.
  ///
  /// - Throws: `XB-002` when there is none in use.
  public func view(_ id: String) throws(Failure) -> SavedView {
    let view = try matter(id, SavedView.self)
    guard !view.isDropped else { throw Self.notFound(MatterReference(SavedView.kind, id)) }
    return view
  }
}
