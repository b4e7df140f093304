/// The idempotency keys of runs and memory in order of their hashes, packed without a copy of them all:
/// there are as many as lines, and runs hold theirs sorted.
struct CommandMerge {
  private let hashSources: [PackedSection]
  private let placeSources: [PackedSection]
  private let image: CommandImage
  /// The image's places, sorted.
  private let order: [UInt32]

  init(_ runs: [IndexRun], _ image: CommandImage) {
    hashSources = runs.map(\.commandHashes)
    placeSources = runs.map(\.commandPlaces)
    self.image = image
    let hashes = PackedColumn(image.hashes.map(Int64.init))
    order = Sorting.places(by: [hashes], count: image.count)
  }

  var hashes: PackedColumn {
    packed(
      run: { hashSources[$0].value($1) }, image: { Int64(image.hashes[Int($0)]) })
  }

  var places: PackedColumn {
    packed(
      run: { placeSources[$0].value($1) }, image: { Int64(bitPattern: image.places[Int($0)]) })
  }

  private func packed(
    run: (Int, Int) -> Int64, image value: (UInt32) -> Int64
  ) -> PackedColumn {
    var least = Int64.max
    var most = Int64.min
    for (source, section) in hashSources.enumerated() {
      for place in 0..<section.count {
        let found = run(source, place)
        (least, most) = (min(least, found), max(most, found))
      }
    }
    for place in order {
      let found = value(place)
      (least, most) = (min(least, found), max(most, found))
    }
    let count = hashSources.reduce(order.count) { $0 + $1.count }
    var builder = PackedColumnBuilder(count: count, least: least, most: most)
    merge { source, place in
      builder.append(source < hashSources.count ? run(source, place) : value(order[place]))
    }
    return builder.column
  }

  /// Equal hashes in the order of the sources.
  private func merge(_ body: (_ source: Int, _ place: Int) -> Void) {
    guard !hashSources.isEmpty else {
      for place in order.indices { body(0, place) }
      return
    }
    var next = [Int](repeating: 0, count: hashSources.count + 1)
    var heads: [Int64?] = next.indices.map { hash(of: $0, at: 0) }
    while true {
      var least: Int?
      for source in heads.indices {
        guard let head = heads[source] else { continue }
        if let known = least, let other = heads[known], other <= head { continue }
        least = source
      }
      guard let least else { return }
      body(least, next[least])
      next[least] += 1
      heads[least] = hash(of: least, at: next[least])
    }
  }

  private func hash(of source: Int, at place: Int) -> Int64? {
    if source < hashSources.count {
      return place < hashSources[source].count ? hashSources[source].value(place) : nil
    }
    return place < order.count ? Int64(image.hashes[Int(order[place])]) : nil
  }
}
