import Testing

@testable import EventLedger
