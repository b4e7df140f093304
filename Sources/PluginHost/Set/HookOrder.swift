internal import ConsumerProtection

/// The order in which the plugins of one hook are asked: named edges, then the site list.
struct HookOrder: Sendable, Equatable {
  /// One candidate, in site order.
  struct Candidate: Sendable, Equatable {
    let id: String
    let after: [String]
    let before: [String]
  }

  /// `first` answers before `second` because the manifest of `declaredBy` says so.
  struct Edge: Sendable, Equatable {
    let first: String
    let second: String
    let declaredBy: String
  }

  /// The ids in the order of asking; those in a circle are left out.
  private(set) var ids: [String] = []
  /// Circles, each as the path `a, b, a`.
  private(set) var cycles: [[String]] = []
  private(set) var edges: [Edge] = []

  init(_ candidates: [Candidate]) {
    let known = Set(candidates.map(\.id))
    for candidate in candidates {
      for other in candidate.after where known.contains(other) {
        edges.append(Edge(first: other, second: candidate.id, declaredBy: candidate.id))
      }
      for other in candidate.before where known.contains(other) {
        edges.append(Edge(first: candidate.id, second: other, declaredBy: candidate.id))
      }
    }
    var waiting = candidates.map(\.id)
    while !waiting.isEmpty {
      // The first of the site list that waits for nobody; so the site decides what edges leave open.
      if let place = waiting.firstIndex(where: { isFree($0, among: waiting) }) {
        ids.append(waiting.remove(at: place))
      } else {
        let cycle = cycle(among: waiting)
        cycles.append(cycle)
        waiting.removeAll { cycle.contains($0) }
      }
    }
  }

  private func isFree(_ id: String, among waiting: [String]) -> Bool {
    !edges.contains { $0.second == id && waiting.contains($0.first) }
  }

  /// Walks back from any plugin that waits until one comes up twice.
  private func cycle(among waiting: [String]) -> [String] {
    var path = [waiting[0]]
    while let last = path.last,
      let edge = edges.first(where: { $0.second == last && waiting.contains($0.first) })
    {
      if let place = path.firstIndex(of: edge.first) {
        return Array((path[place...] + [edge.first]).reversed())
      }
      path.append(edge.first)
    }
    return path
  }

  /// Why `first` is asked before `second`.
  func reason(_ first: String, before second: String) -> Phrase {
    if let edge = edges.first(where: { $0.first == first && $0.second == second }) {
      let key = edge.declaredBy == first ? "before: [\(second)]" : "after: [\(first)]"
      return Phrase(
        "\(edge.declaredBy) 的 plugin.yaml 写明 \(key)",
        "plugin.yaml of \(edge.declaredBy) says \(key)")
    }
    if let path = path(from: first, to: second) {
      let chain = path.joined(separator: " → ")
      return Phrase("顺序声明：\(chain)", "declared order: \(chain)")
    }
    return Phrase(
      "站点文件的列表中 \(first) 在 \(second) 之前", "\(first) stands before \(second) in the site file")
  }

  private func path(from first: String, to second: String) -> [String]? {
    var paths = [[first]]
    var seen: Set<String> = [first]
    while !paths.isEmpty {
      let path = paths.removeFirst()
      for edge in edges where edge.first == path.last && !seen.contains(edge.second) {
        if edge.second == second { return path + [second] }
        seen.insert(edge.second)
        paths.append(path + [edge.second])
      }
    }
    return nil
  }
}
