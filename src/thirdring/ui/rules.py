"""The rules as the person at the screen reads them: one sentence for each id of the rulebook.

Figures are left out where the policy can change them; the screen shows the figure in force.
"""

import re

from thirdring.domain.errors import N_
from thirdring.i18n import _

_ID = re.compile(r"[A-J][0-9]{1,2}")

_SENTENCES: dict[str, str] = {
    "A1": N_("A ringing phone is answered within three rings."),
    "A2": N_("Answered later than that, the opening line apologises for the wait."),
    "A3": N_("The opening line greets and names the company."),
    "A4": N_("Ask politely for the caller's name, then use it with the right title."),
    "A5": N_("Some openings are never used, such as “喂” or “你是谁”."),
    "A6": N_("Plain words: no jargon in what a customer hears or reads."),
    "B1": N_("Each call leaves a record; what the customer withheld is marked so, not left blank."),
    "B2": N_("Key points are read back and confirmed before the call is closed."),
    "B3": N_("“One moment” lasts at most a minute; then an apology for the wait is due."),
    "B4": N_("If the wait will be longer, take a number and offer a callback in stated minutes."),
    "B5": N_("Before asking a colleague or superior, tell the customer and mute the phone."),
    "B6": N_("Interrupting the customer needs the line for interrupting."),
    "B7": N_("On a bad line apologise for it and ask again; on a silent one suggest redialling."),
    "B8": N_("A call cut off by accident is redialled at once."),
    "B9": N_("Close with thanks and goodbye; the customer hangs up first."),
    "B10": N_("Negative or evasive wording is used neither in speech nor in writing."),
    "B11": N_("One record per call, however short; a misdial and a silent call are records too."),
    "B12": N_("Unmet needs and sales chances that come up are noted."),
    "B13": N_("Calls are put through to the right person, in time."),
    "C1": N_("No vague answers: say that a reply is coming, and by when."),
    "C2": N_("The reply is due at the time told to the customer: within half an hour, unless a later time was agreed."),
    "C3": N_("Not solved in time: the customer is still called, with the progress and the next time."),
    "C4": N_("Difficult calls go to a supervisor; the agent keeps tracking and reports back."),
    "C5": N_("Do not promise what is not certain: offer times, never outcomes."),
    "C6": N_("A callback survives the person: someone absent hands theirs over."),
    "C7": N_("A superior's own number is not given to a customer."),
    "C8": N_("Calling out: greet, say who you are, confirm who is speaking, say why, close, hang up last."),
    "C9": N_("Each follow-up call repeats the apology and explains patiently."),
    "C10": N_("Whoever took the case sees it through; passing it on needs a supervisor and a reason."),
    "D1": N_("A complaint records when, who, how to reach them, what happened and what they ask for."),
    "D2": N_("Every complaint has its nature and its severity."),
    "D3": N_("Nature and severity decide which department is responsible."),
    "D4": N_("The customer has a plan or an answer within 24 hours."),
    "D5": N_("Progress is followed and told to the customer."),
    "D6": N_("A complaint goes its path step by step; skipping one needs a reason."),
    "D7": N_("A coupon above the limit needs a supervisor; nobody approves their own."),
    "D8": N_("A customer who is not satisfied is reported to the person in charge."),
    "D9": N_("A major complaint is told to the service manager and the satisfaction office at once."),
    "D10": N_("Every solved complaint is followed by a return visit by telephone."),
    "D11": N_("Every complaint is summed up before it is archived: the cause, and how to prevent it."),
    "D12": N_("Do not argue, blame the customer, or admit fault before the facts are known."),
    "D13": N_("Complaints from every channel are counted."),
    "D14": N_("A colleague may leave a customer at the counter for a few minutes only."),
    "D15": N_("A complaint names whom it is against; only those against an employee count in their month."),
    "D16": N_("Electronic mail is answered within 24 hours."),
    "D17": N_("At the counter short matters are settled on the spot, longer ones in the reception room."),
    "D18": N_("With the plan, the customer gets the agent's work number and the next time."),
    "D19": N_("What was bought, from whom, when, and its warranty decide the remedy."),
    "E1": N_("Press: take the questions, make no statement; a superior will call."),
    "E2": N_("Associations and lawyers: take every question and demand, hand over at once."),
    "E3": N_("Authorities: registered and reported to the head of department at once."),
    "E4": N_("Published statements are used by superiors only."),
    "E5": N_("Press still not content: up to company leadership."),
    "E6": N_("Emergencies are handled calmly and reported up at once."),
    "F1": N_("Before work: today's priorities."),
    "F2": N_("Before the end of work: what is not finished."),
    "F3": N_("A daily log is kept and summed up."),
    "F4": N_("The morning meeting hears of recent complaints, new rules and cautions."),
    "F5": N_("Yearly and seasonal campaigns are prepared in time."),
    "G1": N_("The assessment is monthly and closed at the month's end."),
    "G2": N_("Complaints against the employee are counted, from every channel."),
    "G3": N_("An employee may appeal, first to the supervisor, then to HR."),
    "G4": N_("Who is counted can see what is counted and why."),
    "G5": N_("The results can be used elsewhere by HR."),
    "G6": N_("Thresholds only flag; they never decide."),
    "G7": N_("A month closed late is announced with its reason."),
    "G8": N_("Other figures stand beside the complaints, never summed with them."),
    "G9": N_("Nobody decides or edits what stands against themselves."),
    "H1": N_("Records can be printed on paper when asked for."),
    "H2": N_("Service quality is analysed from these records."),
    "H3": N_("The type of each enquiry is recorded and the demand analysed."),
    "H4": N_("Every complainant's file is kept whole: archived, never deleted."),
    "H5": N_("Customer data is not leaked: masked, by role, and each look is recorded."),
    "H6": N_("No record is ever lost."),
    "H7": N_("Quality indicators and measures are kept and followed up."),
    "H8": N_("Changes of staff data go through the superior."),
    "H9": N_("Ledgers go to the manager for review."),
    "I1": N_("After-sales requests are accepted, judged and followed up."),
    "I2": N_("Public-address requests need a form and an approval."),
    "I3": N_("Price labels: print, return, keep the papers."),
    "I4": N_("Deposits of merchants that left are registered."),
    "I5": N_("Certificates, import papers and site checks are registered."),
    "I6": N_("Visits are arranged and received."),
    "J1": N_("A complaint is acknowledged at once, with its number."),
    "J2": N_("Severity, safety, impact and the need to act at once are assessed first."),
    "J3": N_("The decision is told as soon as it is taken."),
    "J4": N_("Complaints are analysed for their causes and lead to measures."),
    "J5": N_("Figures are measured by their definitions; logged by hand, they say so."),
    "J6": N_("Personal data: the least that is needed, masked, access logged, erased on request."),
}  # fmt: skip


def is_rule(text: str) -> bool:
    """Whether `text` is the id of a rule and nothing else."""
    return bool(_ID.fullmatch(text)) and text in _SENTENCES


def rule_sentence(rule: str) -> str:
    """The rule in one sentence, in the language spoken now; "" for an unknown id."""
    return _(_SENTENCES[rule]) if rule in _SENTENCES else ""


def rule_ids() -> tuple[str, ...]:
    """Every id, in the rulebook's order."""
    return tuple(_SENTENCES)
