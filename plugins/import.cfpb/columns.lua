-- The names that one column bears in the files seen: today's public download, the database's field names,
-- and an older export. A column is found by its name, never by its place: columns came and went.

return {
  id = { "Complaint ID", "complaint_id", "ComplaintId" },
  received = { "Date received", "date_received", "DateReceived" },
  submitted = { "Date submitted", "date_submitted" },
  sent = { "Date sent to company", "date_sent_to_company", "DateSentCompany" },
  via = { "Submitted via", "submitted_via", "SubmittedVia" },
  product = { "Product", "product" },
  issue = { "Issue", "issue" },
  sub_issue = { "Sub-issue", "sub_issue", "SubIssue" },
  state = { "State", "state" },
  narrative = {
    "Consumer complaint narrative", "consumer_complaint_narrative", "complaint_what_happened",
    "ConsumerComplaint",
  },
  response = {
    "Company response to consumer", "company_response_to_consumer", "company_response",
    "CompanyResponseConsumer",
  },
}
