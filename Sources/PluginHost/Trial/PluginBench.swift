public import ConsumerProtection
internal import LuaBridge

/// How fast a hook answers, over the plugin's own test cases or one question.
public struct PluginBench: Sendable, Equatable {
  /// The hook.
  public let hook: String
  /// How many different questions were asked in turn.
  public let questionCount: Int
  /// How many calls were measured.
  public let callCount: Int
  /// Calls in a second, one after the other on this machine.
  public let callsPerSecond: Int
  /// Nanoseconds of the median call, with the host's own work.
  public let medianNanoseconds: Int
  /// Nanoseconds that 99 of 100 calls do not exceed.
  public let p99Nanoseconds: Int
  /// The fewest instructions of a call.
  public let instructionsMin: Int
  /// The mean, rounded down.
  public let instructionsMean: Int
  /// The most instructions of a call.
  public let instructionsMax: Int
  /// Instructions allowed.
  public let instructionsLimit: Int
  /// The most KiB that the machine held.
  public let memoryKiB: Int

  /// Asks a hook again and again.
  ///
  /// - Parameters:
  ///   - trial: The plugin.
  ///   - questions: Asked in turn; at least one.
  ///   - calls: How many calls to measure, after a tenth of them to warm up.
  /// - Returns: The figures; a question that fails is an error.
  /// - Throws: The first failure.
  public static func run(
    _ trial: PluginTrial, _ questions: [Question], calls: Int
  ) throws(PluginFailure) -> PluginBench {
    guard let first = questions.first else { preconditionFailure("nothing to ask") }
    for question in questions {
      if let failure = trial.ask(question.asked, query: question.query).failure { throw failure }
    }
    func ask(_ place: Int) -> TrialAnswer {
      let question = questions[place % questions.count]
      return trial.ask(question.asked, query: question.query)
    }
    for place in 0..<max(1, calls / 10) { _ = ask(place) }
    var times: [Int] = []
    times.reserveCapacity(calls)
    var (least, most, sum, memory) = (Int.max, 0, 0, 0)
    var limit = 0
    let clock = ContinuousClock()
    let start = clock.now
    for place in 0..<calls {
      let before = clock.now
      let answer = ask(place)
      times.append(before.duration(to: clock.now).nanoseconds)
      least = min(least, answer.instructions)
      most = max(most, answer.instructions)
      sum += answer.instructions
      memory = max(memory, answer.memoryKiB)
      limit = answer.instructionsMax
    }
    let all = max(1, start.duration(to: clock.now).nanoseconds)
    times.sort()
    return PluginBench(
      hook: first.asked.hook, questionCount: questions.count, callCount: calls,
      callsPerSecond: Int(Double(calls) * 1e9 / Double(all)),
      medianNanoseconds: times[(calls - 1) / 2], p99Nanoseconds: times[(calls * 99 - 1) / 100],
      instructionsMin: least, instructionsMean: sum / calls, instructionsMax: most,
      instructionsLimit: limit, memoryKiB: memory)
  }

  /// A question with the counts that it gets.
  public struct Question {
    let asked: HookQuestion
    let query: any QuerySource

    /// A question.
    public init(_ asked: HookQuestion, query: any QuerySource = FixedQuery()) {
      self.asked = asked
      self.query = query
    }
  }

  /// The questions of the plugin's YAML cases to one hook that expect an answer, by the settings that
  /// they are asked under.
  ///
  /// A case with settings of its own would need a machine of its own; the largest group that shares
  /// its settings is taken.
  public static func questions(
    of folder: PluginFolder, hook: String
  ) -> (settings: JSONValue?, questions: [Question]) {
    var groups: [(settings: JSONValue?, questions: [Question])] = []
    for item in PluginTestPlan(folder, others: []).items {
      guard case .yaml(let test, _) = item, test.hook == hook, test.expectError == nil else {
        continue
      }
      let run = PluginTestCaseRun(test, folder, [])
      let question = Question(run.question, query: run.query)
      if let place = groups.firstIndex(where: { $0.settings == test.settings }) {
        groups[place].questions.append(question)
      } else {
        groups.append((test.settings, [question]))
      }
    }
    return groups.max { $0.questions.count < $1.questions.count } ?? (nil, [])
  }
}

extension Duration {
  fileprivate var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
