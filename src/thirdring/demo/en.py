"""The sample center in English. Every name of a company, shop and person is invented."""

from thirdring.demo.words import (
    Matter,
    Names,
    Person,
    SpecialCaller,
    Words,
    cases,
    goods,
)
from thirdring.domain.enums import (
    AgainstKind,
    CallerType,
    Language,
    Nature,
    Role,
    TicketKind,
    Title,
)

_AGENT = frozenset({Role.AGENT})
_LEAD = frozenset({Role.AGENT, Role.SUPERVISOR})

_PEOPLE = (
    Person("lin", "Lin Xiaomei", frozenset(Role), "Customer service", "Shift lead", "1023"),
    Person("zhao", "Leo Zhao", _LEAD, "Customer service", "Supervisor", "1018", "8806"),
    Person(
        "gu",
        "Helen Gu",
        frozenset({Role.SUPERVISOR}),
        "Customer service",
        "Service manager",
        "1011",
        "8801",
    ),
    Person("sun", "Sandra Sun", _AGENT, "Customer service", "Service agent", "1024"),
    Person("ma", "Marcus Ma", _AGENT, "Customer service", "Service agent", "1025"),
    Person("tang", "Tina Tang", _AGENT, "Customer service", "Service agent", "1026"),
    Person("qiu", "Quentin Qiu", _AGENT, "Customer service", "Service agent", "1027"),
    Person("luo", "Ivan Luo", _AGENT, "Customer service", "Service agent", "1028"),
    Person("wen", "Rosa Wen", _AGENT, "Customer service", "Front desk", "1030"),
    Person("deng", "Cora Deng", _AGENT, "Customer service", "Service agent", "1031", absent=True),
    Person("bai", "Simon Bai", _AGENT, "After-sales", "After-sales agent", "1042"),
    Person("fang", "Ruby Fang", _AGENT, "Delivery", "Dispatcher", "1051"),
    Person("he", "Jane He", frozenset({Role.HR}), "Human resources", "HR officer", "1061", "8820"),
    Person("xu", "Neil Xu", frozenset({Role.ADMIN}), "IT", "System administrator", "1071", "8830"),
    Person("duan", "Mandy Duan", _AGENT, "Customer service", "Service agent", "1029", active=False),
)

_LINES = (
    goods("three-seat sofa|leather corner sofa|sofa bed", "Cloudpillow Seating|Plainly Home",
          "armrest: is loose|has come apart; seat cushion: sags|smells; backrest: peels|has faded; seam: has come apart"),
    goods("recliner", "Cloudpillow Seating", "motor frame: creaks|stays down; switch: fails|works now and then"),
    goods("oak double bed|upholstered bed|storage bed", "Northisle Furniture", "slat base: is broken|squeaks; headboard: is loose|is cracked"),
    goods("bunk bed|children’s desk", "Nestling Kids", "guard rail: is loose|came off; paint: peels|smells"),
    goods("latex mattress|spring mattress", "Cloudpillow Seating", "edge: sags|bulges; cover: pills|is mouldy; core: smells strongly|creaks"),
    goods("stone dining table|oak dining table|extending table", "Northisle Furniture|Plainly Home", "table top: is cracked|is scratched|is warped; leg: wobbles|is too short"),
    goods("sliding-door wardrobe|walk-in closet", "Craftcorner Kitchens|Northisle Furniture", "door: is warped|does not shut; slide: jams|came off; shelf: has the wrong size|bends"),
    goods("fitted kitchen|quartz worktop", "Craftcorner Kitchens", "worktop: is chipped|is stained; sink joint: leaks|has turned black"),
    goods("chandelier|ceiling lamp", "Lampgather Lighting", "shade: is shattered|has yellowed; driver: hums|burnt out; light strip: flickers|stays dark"),
    goods("laminate floor|engineered floor", "Cedarlay Floors", "joint: has lifted|has gaps; surface: is scratched; skirting: came off"),
    goods("blackout curtain|electric curtain", "Mistveil Curtains", "rail: came off|is noisy; fabric: has faded|is too short"),
    goods("rain shower|kitchen tap", "Tidewash Bathrooms", "valve: leaks|fails; hose: leaks; outlet: drips"),
    goods("smart toilet|bathroom cabinet", "Tidewash Bathrooms", "sensor: fails; mirror door: does not shut; tank: leaks"),
    goods("smart lock|interior door", "Hingegate Doors", "lock body: does not open|creaks; frame: is warped; hinge: creaks|rusts"),
)  # fmt: skip

_FAMILY = {
    "Wang": 20, "Li": 20, "Zhang": 18, "Liu": 14, "Chen": 14, "Smith": 10, "Jones": 7, "Miller": 6, "Brown": 6,
    "Taylor": 5, "Wilson": 5, "Evans": 4, "Walker": 4, "Baker": 4, "Murphy": 3, "O’Brien": 3, "Singh": 4, "Patel": 4,
    "Nguyen": 4, "Kim": 4, "Tanaka": 2, "García": 3, "Müller": 2, "Rossi": 2, "Kowalski": 2, "Okafor": 2, "Haddad": 1,
}  # fmt: skip
_GIVEN_MR = [
    "James",
    "Robert",
    "Michael",
    "David",
    "Daniel",
    "Kevin",
    "Eric",
    "Jason",
    "Peter",
    "Tom",
    "Henry",
    "Oscar",
    "Felix",
    "Victor",
    "Adam",
    "Luis",
    "Omar",
    "Raj",
    "Ken",
    "Wei",
    "Jun",
    "Hao",
]
_GIVEN_MS = [
    "Mary",
    "Linda",
    "Susan",
    "Emma",
    "Olivia",
    "Grace",
    "Alice",
    "Nora",
    "Ella",
    "Julia",
    "Clara",
    "Sophie",
    "Irene",
    "Wendy",
    "Amy",
    "Priya",
    "Yuki",
    "Mei",
    "Na",
    "Ying",
    "Ana",
    "Zoë",
]

_C, _R, _E = TicketKind.COMPLAINT, TicketKind.REQUEST, TicketKind.ENQUIRY
_THANKS = TicketKind.PRAISE
_MATTERS = (
    Matter("product", 14, _C, cases(
        "{product}, {used}: the {part} {fault}, asks for {remedy}|the {part} {fault}; {product} bought {when} at {merchant} > photos and order noted; {merchant} sends a fitter {soon}|quality check at home first, plan {soon} > {remedy}",
        "{product}: the {part} {fault}, {merchant} calls that normal > quality check {slot}, its finding decides|{merchant} answers in writing {soon} > a quality check|{remedy}",
        "{product}: the {part} {fault} on delivery, photos taken > photos passed to {merchant}, exchange {slot} > replacement, no patching",
        "{product}: the {part} {fault}, repaired {times} and no better > repair records pulled, the supervisor calls {soon} > a new one, no more repairs"),
        Nature.PRODUCT_QUALITY, AgainstKind.PRODUCT),
    Matter("after_sales", 12, _R, cases(
        "{product}: the {part} {fault}, asks for a repair at home|{product} under warranty, the {part} {fault} > repair noted, the fitter calls {soon}|passed to {merchant}, time of the visit {soon} > a visit {slot}|a new one if it can’t be repaired",
        "{product} needs a spare {part} > ordered, we call when it is here > the spare part soon"), Nature.AFTER_SALES),
    Matter("after_sales", 7, _C, cases(
        "{product} reported {times}, nobody came > {merchant} reminded, we call back {soon} with the time|another fitter comes {slot} > an exact time today",
        "{product}: after the repair the {part} {fault} again > the supervisor took it over, visit {slot} > a new one, no more repairs",
        "repair of {product} agreed for {slot}, nobody came or called > apologised, new time {slot} > another fitter"), Nature.AFTER_SALES, AgainstKind.MERCHANT),
    Matter("delivery", 14, _C, cases(
        "{product} due {slot}, still not delivered|delivery of {product} moved again, {days} late > dispatcher informed, new delivery {slot}|in the depot, time of delivery {soon} > delivery {slot}|compensation by contract",
        "{product}: the {part} damaged in delivery, driver asked for a signature first > noted on the slip, exchange {slot} > a new {part}, no patching",
        "{product}: second delivery, the {part} still missing > missing part confirmed, delivered {slot} > the missing part and assembly",
        "{product}: {amount} yuan asked for the stairs, not mentioned before > stairs are free by contract, the fee is returned > {amount} yuan back",
        "{product} left at the front door of the building > the depot sends somebody {soon} > carried up today"), Nature.DELIVERY, AgainstKind.DEPARTMENT),
    Matter("delivery", 10, _E, cases(
        "can the delivery of {product} be moved to {slot} > moved to {slot}, the driver calls an hour before",
        "when is {product} delivered, ordered {when} > order found, delivery {slot}|on its way, message {soon}",
        "new address for the delivery of {product} > address corrected, dispatcher informed")),
    Matter("price", 6, _C, cases(
        "{product} became {amount} yuan cheaper within {days}, asks for the difference > receipt checked, {amount} yuan come back {soon} > the difference of {amount} yuan",
        "{product} cost {amount} yuan more at the till than on the label > {merchant} checks the label, answer {soon} > the price on the label",
        "deposit of {amount} yuan for {product}, shop refuses to return it > contract checked, answer {soon} > the deposit back"), Nature.PRICE, AgainstKind.MERCHANT),
    Matter("price", 9, _E, cases(
        "price and stock of {product} > the label in the shop holds, in stock {slot}", "is a VAT invoice possible for {product} > yes, with the receipt at the service desk",
        "what does parking cost > {hours} hours free with a purchase, posted at the entrance"),
        None, AgainstKind.NONE, ("wants a smaller {product}", "furnishes a whole flat")),
    Matter("promotion", 5, _C, cases(
        "voucher refused at {merchant}, not mentioned in the advertisement > rules checked, a new voucher {soon} > a new voucher",
        "{gift} of the {festival} not received > the {gift} is at the service desk {slot} > the {gift}",
        "{amount} points of the {festival} missing > points added {soon} > the points"), Nature.PROMOTION, AgainstKind.DEPARTMENT),
    Matter("promotion", 8, _E, cases(
        "when does the {festival} begin > dates and rules sent by message", "is there a member price for {product} > one of the two offers can be chosen",
        "where is the {gift} handed out > at the service desk with the member code")),
    Matter("service", 6, _C, cases(
        "shop assistant rude when asked about {product} > noted, the supervisor calls {soon} > an apology",
        "waited {minutes} minutes at the front desk > rota checked, the supervisor calls {soon} > an explanation",
        "a callback was announced and did not come > apologised and looked up at once, answer {soon} > another agent"), Nature.SERVICE_ATTITUDE, AgainstKind.EMPLOYEE),
    Matter("service", 7, _E, cases(
        "opening hours on Sunday > open until half past nine", "where is {merchant} > at {unit}, nearest from the south gate",
        "is there a wheelchair to borrow > at the service desk, with an identity card", "lost something near {merchant} > noted, we call when it is found")),
    Matter("refund", 7, _C, cases(
        "refund for {product} asked for {days} ago, no money yet > progress checked, the money is sent {soon} > the full refund",
        "{amount} yuan charged for returning {product} > {merchant} is asked to waive the fee, answer {soon} > no fee",
        "{merchant} agreed to return the deposit for {product} and delays > {merchant} names the day {soon} > the deposit of {amount} yuan"), Nature.AFTER_SALES, AgainstKind.MERCHANT),
    Matter("refund", 5, _R, cases(
        "{product} unopened, wants to return it > return noted, collected {slot} > money back",
        "{product} has the wrong size, wants an exchange > exchange noted, stock confirmed {soon} > one size larger"), Nature.AFTER_SALES),
    Matter("membership", 7, _E, cases(
        "how are points redeemed > in the member app, from {amount} points", "new phone number for the member card > changed after an identity check",
        "do {amount} points expire this year > points are kept two years, list sent by message")),
    Matter("service", 4, _THANKS, cases(
        "praise for the agent who followed the {product} for {days} and called at every step > passed on to the agent and the supervisor, with thanks",
        "the agent got {merchant} to replace the {part}, patient all the way > passed on, thank you on behalf of our colleague",
        "in the rain the {product} was carried up to the flat and the packing taken away > passed on to the delivery team, thank you",
        "explained {times} and slowly to my mother, who hears badly; the family says thank you > passed on to the agent, thank you"),
        None, AgainstKind.EMPLOYEE),
    Matter("other", 4, _E, cases("noise from building works > passed to facilities", "wants to place an advertisement > marketing calls {soon}")),
    Matter("other", 4, _C, cases(
        "parking charged {amount} yuan, not as posted > entry and exit checked, the rest is returned {soon} > {amount} yuan back",
        "slipped on a wet floor without a sign > facilities informed, we call back {soon} > an explanation"), Nature.OTHER, AgainstKind.DEPARTMENT),
)  # fmt: skip

_SPECIAL = (
    SpecialCaller(CallerType.PRESS, ("Rivertown Morning", "City Life TV", "Homes Observer"),
        ("A reader says the {part} of {product} from {merchant} {fault}; what does the mall do", "Complaints about {product} have grown; what is your view"),
        ("what is done and by when",), ("an answer today",)),
    SpecialCaller(CallerType.ASSOCIATION, ("District Consumer Association",),
        ("Three complaints about {product} of {merchant}; please send the papers",), ("a written statement",), ("purchase papers within three days",)),
    SpecialCaller(CallerType.LAWYER, ("Ming, for a home owner",), ("{product}: the {part} {fault}; the owner asks for {remedy}",), ("a written answer",), ("an answer within seven days",)),
    SpecialCaller(CallerType.AUTHORITY, ("Market Supervision Office",), ("Random test of {product} at {merchant}; please assist",), ("measures taken",), ("a visit {slot}",)),
)  # fmt: skip

_SLOTS = {
    "used": ("used for {days}", "used for {months}", "just delivered"),
    "when": ("last month", "last weekend", "during the {festival}", "in spring"),
    "remedy": ("a return", "an exchange", "a new {part}", "a free repair", "a refund"),
    "times": ("twice", "three times"),
    "days": ("three days", "a week", "ten days", "two weeks"),
    "months": ("two months", "half a year", "a year"),
    "minutes": ("fifteen", "twenty", "thirty"),
    "hours": ("two", "three"),
    "soon": ("today", "tomorrow morning", "by noon tomorrow", "within two working days"),
    "slot": ("Saturday morning", "Sunday afternoon", "tomorrow afternoon", "next Tuesday", "this weekend"),
    "amount": ("50", "80", "100", "120", "200", "260", "300", "500", "850", "1,200"),
    "festival": ("National Day sale", "Mid-Autumn sale", "home fair", "members’ month", "anniversary"),
    "gift": ("cushion", "dinner set", "air fryer", "bed linen"),
    "unit": ("A1-103", "A2-216", "B1-042", "B2-117", "C3-308"),
}  # fmt: skip

WORDS = Words(
    language=Language.EN,
    company="Sansheng Home Mall",
    people=_PEOPLE,
    departments=("Customer service", "After-sales", "Delivery", "Leasing", "Marketing", "Facilities", "Human resources", "IT"),
    lines=_LINES,
    names=Names(_FAMILY, {Title.MR: tuple(_GIVEN_MR), Title.MS: tuple(_GIVEN_MS)}, family_first=False),
    streets=("Wenjing Road", "Tinglan Street", "Willow Road", "Sandbank Avenue", "Wheatfield Road", "Pine Road"),
    address="{n} {street}, building {building}, room {room}",
    matters=_MATTERS,
    special=_SPECIAL,
    slots=_SLOTS,
    investigation=("Order and delivery note checked, {merchant} admits the {part}", "Seen on site: the {part} {fault}, photos taken", "Quality check: the {part} {fault}", "{merchant} gives a plan {soon}"),
    progress=("Told by phone, agrees to wait until {slot}", "Explained the findings and apologised", "Sent the photos", "Spare part on its way, next call {soon}"),
    plans=("Plan: new {part}, fitted {slot}", "Plan: {merchant} refunds {soon}", "Plan: {amount} yuan voucher and a repair", "Plan: exchange, delivered {slot}"),
    lessons=("Unpack and check the {part} before delivery", "Put the assembly fee on the label", "Stop selling this batch of {product}", "Shift lead calls overdue callbacks the same day"),
    escalations=("Does not accept the plan of {merchant}, asks for the manager", "Third call on the matter, to the supervisor", "Safety concerned, to the service manager"),
    hand_overs=("Colleague away, followed up by another", "A delivery matter, to the dispatcher"),
    withdrawals=("Settled with {merchant} directly, withdrawn", "Filed twice, withdrawn with consent"),
    callback_about=("Progress on {product}", "Time of the visit {slot}", "Answer of {merchant}", "State of the refund"),
    later_reasons=("In a meeting, asked for this time", "Waits for {merchant}, agreed", "Can’t talk at work, asked for the evening"),
    kept=("Told, satisfied", "Told the progress, agrees to wait", "Visit {slot} confirmed", "Answered, with thanks"),
    not_reached=("No answer, again later", "Switched off, message sent", "Engaged, again in half an hour"),
    return_visits=("Return visit: {product} works, satisfied", "Return visit: {part} replaced, all well", "Return visit: satisfied, a little slow"),
    transfers=("Simon Bai, after-sales", "Ruby Fang, dispatch", "shop of {merchant}", "facilities"),
    emergencies=("Somebody fell at the escalator on the second floor", "Smoke from a sign near {merchant}", "Child separated from the family, at the service desk"),
    causes=("Final inspection missed the {part} of this batch", "Customer not told of the new date", "Label and till price differ", "Carried without corner guards", "{merchant} left out two screws", "Callback not noted at the change of shift"),
    alternatives=("Told of the consumer association, which mediates", "Another {product} at the same price; told of the market supervision office", "Refund or the difference in price, given in writing"),
    opinions=("Settled quickly, satisfied", "Careful fitter, long wait", "Called back on time every time, thank you", "All right, but tell us earlier next time", "Fine, delivery could be more punctual"),
)  # fmt: skip
