/// Numbers of persons that are known by their own make.
public enum PersonalNumber {
  /// Whether digits are a person's number whatever stands around them.
  static func isCertain(_ digits: [Int]) -> Bool {
    isMobile(digits) || isIdentity(digits) || isCard(digits)
  }

  /// A mobile number of the mainland: eleven digits from 13 to 19, also behind 86.
  public static func isMobile(_ digits: [Int]) -> Bool {
    let own =
      digits.count == 13 && digits.starts(with: [8, 6]) ? Array(digits.dropFirst(2)) : digits
    return own.count == 11 && own[0] == 1 && own[1] >= 3
  }

  /// An identity number of eighteen digits (GB 11643: a day of birth inside, a check digit behind).
  public static func isIdentity(_ digits: [Int]) -> Bool {
    guard digits.count == 18 else { return false }
    return checkCharacter(digits.prefix(17)) == digits[17]
  }

  /// The check digit of the first seventeen; 10 is written X.
  static func checkCharacter(_ digits: some Collection<Int>) -> Int {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (12 - sum % 11) % 11
  }

  /// A bank card: 16 to 19 digits whose check digit is right (Luhn, ISO/IEC 7812-1).
  public static func isCard(_ digits: [Int]) -> Bool {
    guard (16...19).contains(digits.count) else { return false }
    var sum = 0
    for (turn, digit) in digits.reversed().enumerated() {
      let doubled = turn % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }
}
