public import ConsumerProtection

/// The code tables by the names that site files, scripts and reports use.
public enum CodeTables {
  /// Every table with its name.
  public static let names = [
    "intake_channel", "business_channel", "business_class", "cause", "region",
  ]

  /// The table of a field; nil for a field without one.
  public static func named(_ name: String) -> CodeTable? {
    switch name {
    case "intake_channel": .intakeChannel
    case "business_channel": .businessChannel
    case "business_class": .businessClass
    case "cause": .cause
    case "region": .region
    default: nil
    }
  }
}
