public import ConsumerProtection

extension PluginFailure {
  /// The block that people see: place, source lines, calls, what was read, budget, effect, repeat.
  ///
  /// - Parameters:
  ///   - language: The language of everything but the script's own words.
  ///   - showInput: Print the values of the fields read and messages that may repeat them.
  /// - Returns: Lines without a line feed at the end.
  public func block(in language: Language, showInput: Bool = false) -> String {
    var lines = [heading.text(in: language)]
    lines.append("  " + sentence(in: language, showInput: showInput))
    lines += sourceLines
    lines += calls.map { "  " + $0.text(in: language) }
    if let read = read(showInput: showInput) { lines.append("  " + read.text(in: language)) }
    if let usage { lines.append("  " + usage.phrase.text(in: language)) }
    lines.append("  " + Phrase("影响：\(effect.zh)", "effect: \(effect.en)").text(in: language))
    if let repeatCommand {
      lines.append(
        "  " + Phrase("重现：\(repeatCommand)", "repeat: \(repeatCommand)").text(in: language))
    }
    return lines.joined(separator: "\n")
  }

  private var heading: Phrase {
    let name = [plugin, version].compactMap(\.self).joined(separator: " ")
    let zh = [
      "错误 \(code)：插件 \(name)", hook.map { "钩子 \($0)" }, caseID.map { "投诉 \($0)" },
    ]
    let en = [
      "error \(code) in plugin \(name)", hook.map { "hook \($0)" }, caseID.map { "case \($0)" },
    ]
    return Phrase(
      zh.compactMap(\.self).joined(separator: "，"), en.compactMap(\.self).joined(separator: ", "))
  }

  private func sentence(in language: Language, showInput: Bool) -> String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self)
      .joined(separator: ":")
    let hidden = Phrase(
      "消息可能含投诉内容，未显示；加 --show-input 查看",
      "the message may repeat what the complaint says; --show-input shows it")
    let text = (isMessagePersonal && !showInput ? hidden : message).text(in: language)
    return place.isEmpty ? text : "\(place): \(text)"
  }

  private var sourceLines: [String] {
    guard let last = source.last else { return [] }
    let width = max(3, String(last.number).utf8.count)
    return source.map { line in
      let number = String(line.number)
      let pad = String(repeating: " ", count: width - number.utf8.count)
      return "  \(line.number == self.line ? ">" : " ") \(pad)\(number) | \(line.text)"
    }
  }

  private var calls: [Phrase] {
    // The innermost frames are the place that the sentence already names.
    traceback.drop { $0.file == nil || ($0.file == file && $0.line == line) }.compactMap { frame in
      guard let file = frame.file, let line = frame.line else { return nil }
      let place = "\(file):\(line)"
      guard let function = frame.function else {
        return Phrase("调用自：\(place)", "called from: \(place)")
      }
      return Phrase(
        "调用自：\(place)，函数 \(function)", "called from: \(place) in function '\(function)'")
    }
  }

  private func read(showInput: Bool) -> Phrase? {
    guard !fieldsRead.isEmpty else { return nil }
    let list = fieldsRead.map { field in
      showInput ? field.value.map { "\(field.name)=\($0)" } ?? field.name : field.name
    }
    return Phrase(
      "已读取：\(list.joined(separator: "、"))", "read so far: \(list.joined(separator: ", "))")
  }
}

extension PluginFailure.Usage {
  fileprivate var phrase: Phrase {
    let (used, all) = (Self.grouped(instructions), Self.grouped(instructionsMax))
    return Phrase(
      "已用指令 \(used) / \(all)，内存 \(memoryKiB) / \(memoryKiBMax) KiB",
      "used \(used) of \(all) instructions, \(memoryKiB) of \(memoryKiBMax) KiB")
  }

  /// `200 000`: groups of three.
  private static func grouped(_ number: Int) -> String {
    var groups: [String] = []
    var rest = number.magnitude
    while rest >= 1000 {
      let tail = String(rest % 1000)
      groups.insert(String(repeating: "0", count: 3 - tail.utf8.count) + tail, at: 0)
      rest /= 1000
    }
    groups.insert(String(rest), at: 0)
    return groups.joined(separator: " ")
  }
}
