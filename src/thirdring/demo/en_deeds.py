"""What the sample's people say in English; every name and number is invented."""

from thirdring.demo.deed_words import Arrival, DeedWords, SpecialCall
from thirdring.domain.enums import CallerType

DEEDS = DeedWords(
    contacts=(
        ("group_satisfaction_office", "Mina Cao, group satisfaction office", "021-55520011"),
        ("group_hotline_office", "Group hotline office, duty desk", "021-55520012"),
        ("general_manager", "Stephen Lu, general manager", "021-55520001"),
        ("department_heads", "Ann Sheng, leasing", "021-55520021"),
        ("deputy_heads", "Boris Yun, deputy, leasing", "021-55520022"),
        ("department_head", "Carl Jing, facilities", "021-55520031"),
    ),
    statements=(
        ("Guard rails of children’s beds", "We have heard the reports on guard rails of children’s beds. The batch is off sale and being tested; the result is published as soon as we have it. Whoever bought one is offered a free check at home."),
        ("Prize draw of the home fair", "The draw was held before a notary. The winners are posted at the service desk and on our site for thirty days."),
        ("Fire lanes", "The fire lanes were cleared the same day and are now checked every morning and evening."),
    ),
    majors=(
        Arrival({
            "channel": "wechat", "name": "Hannah Shen", "title": "ms", "phone": "13800091207",
            "raised": "The guard rail of the bunk bed came off last night, our child fell and has two stitches; photos are in a chat group already",
            "wants": "the bed fetched at once, the doctor’s bill paid, the cause in writing",
            "nature": "product_quality", "severity": "major", "against_kind": "product",
            "against": "bunk bed", "product": "bunk bed", "merchant": "Nestling Kids",
            "category": "product", "safety": True, "complexity": "high", "impact": "high",
            "immediate": True,
        }),
        Arrival({
            "channel": "in_person", "name": "Peter Jia", "title": "mr", "phone": "13900091311",
            "raised": "The driver of the chandelier smoked last night, the ceiling is black; brought photos and the part to the desk",
            "wants": "the cause, and the ceiling repaired", "nature": "product_quality",
            "severity": "major", "against_kind": "merchant", "against": "Lampgather Lighting",
            "product": "chandelier", "merchant": "Lampgather Lighting", "category": "product",
            "handling": "reception_room", "guide": "wen", "safety": True, "complexity": "medium",
            "impact": "medium", "immediate": True,
        }),
    ),
    press=SpecialCall(
        CallerType.PRESS, "Autumn Ye", "021-55513307", "Rivertown Morning",
        "A child was hurt when the guard rail of a bunk bed came off; is it still on sale, and what does the mall do",
        "a written answer today, and an interview", "the test report of the batch",
    ),
    lawyer=SpecialCall(
        CallerType.LAWYER, "Mr Fang", "021-55514102", "Chenghe Law",
        "For a home owner: who answers for the chandelier that smoked", "a written answer within three days",
        "photos and the part kept, the papers of the shop",
    ),
    difficult=(
        "Third call, very upset, asks to see the manager today",
        "Shop and customer tell different stories, both should be heard together",
        "Asks for three times the price, beyond what an agent can agree",
    ),
    not_satisfied="Does not accept the repair, asks for a new one and for the lost day",
    plan="Exchange by the shop; a spare part tonight, fitted tomorrow morning, carriage on us",
    told="Told the plan, the customer agrees; next call tomorrow morning",
    refused="Out of proportion to the loss, give the difference in price",
    took_over="I call the customer and the shop myself",
    coupon_needs=(
        "Delivery five days late, two days off work", "Three trips for the exchange at the customer’s cost",
        "A week without it during the repair, an apology", "Label and till differ, an apology beside the difference",
        "Wall scratched at fitting, settled with a coupon", "A long wait, an apology",
    ),
    cancelled="The customer chose a refund instead",
    passed_up="The shop gives no time today, the customer asks for a supervisor",
    visits_asked=(
        ("asked", "Colin Chang", "A week after the kitchen was fitted, asked for another call", "13700091420"),
        ("asked", "Grace Yu", "Lives alone; the family asks us to call once the mattress is there", "13600091533"),
        ("purchase", "Noah Pu", "After buying a smart lock: fingerprints and spare key", "13500091648"),
        ("purchase", "Ida Shang", "After buying a recliner: how the motor frame works", "18900091752"),
    ),
    measures=(
        ("Check every guard rail screw on arrival, two signatures", "Inspection at the works missed loose screws"),
        ("The dispatcher calls the same day when a date moves", "Customers not told of the new date"),
        ("Compare labels and till every Monday, fifty items", "Label and till price differ"),
        ("Campaign rules in the morning meeting, with a short test", "Shop staff unsure of the rules"),
        ("The shift lead looks over callbacks ten minutes ahead", "Callbacks lost at the change of shift"),
    ),
    follow_ups=("Signed by three shops", "First week: two items wrong, put right on the spot", "Dispatch changed its list, fewer complaints"),
    result="Four weeks without another complaint of the kind",
    campaigns=("December home fair", "Gifts for members’ month", "New Year decoration", "Consumer week"),
    announcement=("Lost and found", "A blue school bag was handed in at the service desk on the first floor"),
    tasks=("Print two books of reception forms", "Recordings for the new colleague", "Check the night number with facilities"),
    priorities=("Yesterday’s two missed callbacks first; watch deliveries", "Answers of three shops by ten", "Out with the inspector this afternoon, callbacks handed over before", "Sum up this week’s children’s furniture"),
    unfinished=("One customer can talk in the evening only, call tomorrow", "Waiting for a quote, customer told tomorrow morning", "A spare part has not come", "Nothing"),
    signed="Checked and filed",
    pictures=("guard rail.png", "ceiling.png", "delivery note.png", "worktop.png", "on site.png"),
    routed="By nature and severity",
)  # fmt: skip
