-- Labels of the CFPB and the standard keys they mean. Only what is plain stands here; a label that is
-- not here keeps its own words in the record and gets the key "unclassified".

local M = {}

---How the consumer's complaint came in. "Web Referral" is a referral filed through the web form.
M.channels = {
  ["Web"] = "online",
  ["Referral"] = "regulator_transfer",
  ["Web Referral"] = "regulator_transfer",
  ["Phone"] = "phone",
  ["Postal mail"] = "letter",
  ["Fax"] = "fax",
  ["Email"] = "email",
}

---Products, today's names and the earlier ones, in lower case.
M.classes = {
  ["bank account or service"] = "B.deposit",
  ["checking or savings account"] = "B.deposit",
  ["consumer loan"] = "B.loan",
  ["credit card"] = "B.card",
  ["credit card or prepaid card"] = "B.card",
  ["debt collection"] = "B.collection",
  ["money transfer, virtual currency, or money service"] = "B.payment",
  ["money transfers"] = "B.payment",
  ["mortgage"] = "B.loan",
  ["payday loan"] = "B.loan",
  ["payday loan, title loan, or personal loan"] = "B.loan",
  ["prepaid card"] = "B.card",
  ["student loan"] = "B.loan",
  ["vehicle loan or lease"] = "B.loan",
}

---Issues, today's names and the earlier ones, in lower case.
M.causes = {
  ["advertising and marketing"] = "C.marketing",
  ["advertising and marketing, including promotional offers"] = "C.marketing",
  ["apr or interest rate"] = "C.price",
  ["attempts to collect debt not owed"] = "C.collection",
  ["charged fees or interest i didn't expect"] = "C.price",
  ["collection practices"] = "C.collection",
  ["communication tactics"] = "C.collection",
  ["confusing or missing disclosures"] = "C.disclosure",
  ["cont'd attempts collect debt not owed"] = "C.collection",
  ["customer service / customer relations"] = "C.service",
  ["fees or interest"] = "C.price",
  ["fraud or scam"] = "C.fund_safety",
  ["improper contact or sharing of info"] = "C.info_safety",
  ["improper use of my credit report"] = "C.info_safety",
  ["improper use of your report"] = "C.info_safety",
  ["incorrect/missing disclosures or info"] = "C.disclosure",
  ["late fee"] = "C.price",
  ["other fee"] = "C.price",
  ["privacy"] = "C.info_safety",
  ["problem with customer service"] = "C.service",
  ["taking/threatening an illegal action"] = "C.collection",
  ["took or threatened to take negative or legal action"] = "C.collection",
  ["unauthorized transactions or other transaction problem"] = "C.fund_safety",
  ["unexpected or other fees"] = "C.price",
}

---What the company told the consumer: true = the earlier system ended the complaint, false = it is open.
M.responses = {
  ["Closed"] = true,
  ["Closed with explanation"] = true,
  ["Closed with monetary relief"] = true,
  ["Closed with non-monetary relief"] = true,
  ["Closed with relief"] = true,
  ["Closed without relief"] = true,
  ["Untimely response"] = true,
  ["In progress"] = false,
}

return M
