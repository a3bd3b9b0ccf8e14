import { invite, showContacts } from "../people.ts";
import { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";

const from = "Northmill Systems";

/** Won and handed over: the project office leads, delivery is on its way. */
export async function rollHandling(stage: Stage): Promise<DemoRoom> {
  stage.at(-260);
  const { companies } = await stage.act("petri", "companies.list", {});
  const { blueprints } = await stage.act("petri", "process.blueprints", {});
  const room = await DemoRoom.open(stage, "petri", {
    name: "Automatic roll handling and wrapping line",
    code: "RIVERSIDE-ROLLS",
    company: companies.find(({ name }: { name: string }) => name === "Riverside Paper")?.id,
    businessLine: "Paper and board machines",
    site: "Riverside mill, finishing",
    scope:
      "Conveyors, upender and wrapping line for 20 rolls an hour, with the connection to the warehouse system.",
    value: { amount: "465000", currency: "EUR" },
    probability: 100,
    expectedDecision: stage.day(-70),
    blueprint: blueprints.find(({ key }: { key: string }) => key === "small-project-sale")?.id,
  });
  await room.colleagues("petri", [
    ["hanna", "approver", "Sales management"],
    ["mikael", "contributor", "Contracts"],
    ["tuomas", "specialist", "Pricing"],
    ["anders", "contributor", "Project office"],
    ["sanna", "specialist", "Design"],
    ["laura", "contributor", "Service"],
  ]);
  await room.deciders("petri", { "sales-director": ["hanna"], "project-manager": ["anders"] });
  await invite(stage, room.id, "petri", "margaret", {
    side: "buyer",
    role: "lead",
    team: "Purchasing",
    commercial: true,
  });
  await room.learnBuyer("margaret");
  await invite(stage, room.id, "margaret", "tom", {
    side: "buyer",
    role: "contributor",
    team: "Maintenance",
  });
  await invite(stage, room.id, "margaret", "helen", {
    side: "buyer",
    role: "approver",
    team: "Mill management",
    commercial: true,
  });
  await showContacts(stage, room.id, "petri", [
    ["anders", "Delivery and timetable"],
    ["laura", "Service after take-over"],
  ]);
  stage.at(-240);
  await room.add("tom", "room", "sale.data", {
    title: "Roll sizes and flows of a typical week",
    from: "Riverside Paper",
    date: stage.day(-240),
    sections: [
      {
        heading: "Rolls",
        text: [
          "Widths from 420 to 2,450 mm, diameters up to 1,500 mm, 4,600 rolls a week with a peak on Thursdays.",
        ],
        table: [
          ["Width, mm", "Share, %"],
          ["420 to 900", "22"],
          ["901 to 1,600", "51"],
          ["1,601 to 2,450", "27"],
        ],
      },
    ],
  });
  await room.talk("room", "Connection to the warehouse system", [
    ["sanna", "Which message format does your warehouse system expect for a finished roll?"],
    ["tom", "XML over a queue; the description is in the background data now."],
  ]);
  await room.walk("petri", ["price-list", "enquiry", "clarify", "calculate"]);
  await room.enter("petri", "proposal");
  stage.at(-150);
  await room.add("mikael", "commercial", "sale.proposal", {
    title: "Firm proposal, wrapping line",
    from,
    date: stage.day(-150),
    sections: [
      {
        heading: "Price",
        text: [
          "Firm price 465,000 EUR, delivery ten months after the contract, availability of 97 % with bonus and penalty of up to 2 % of the yearly fee.",
        ],
      },
    ],
  });
  await room.add(
    "tuomas",
    "seller",
    "sale.calculation",
    {
      title: "Cost calculation, wrapping line",
      from,
      date: stage.day(-152),
      sections: [{ heading: "Result", text: ["Full cost 390,000 €, margin 16 % at the offered price."] }],
    },
    { artefact: "calculation" },
  );
  await room.submitGate("petri", "release");
  await room.vote("release", [["hanna", "go", ""]]);
  await room.walk("petri", ["send-proposal", "agree"]);
  stage.at(-72);
  await room.add(
    "mikael",
    "commercial",
    "sale.proposal",
    {
      title: "Contract, signed",
      from,
      date: stage.day(-70),
      sections: [
        {
          heading: "Parties and subject",
          text: [
            "Riverside Paper orders the roll handling and wrapping line as specified in the firm proposal.",
          ],
        },
      ],
    },
    { artefact: "order" },
  );
  await room.walk("petri", ["place-order", "pipeline-review"]);
  await room.submitGate("petri", "ordered");
  await room.vote("ordered", [["hanna", "go", "Order and down payment are here"]]);
  await room.do("petri", "rooms.tell-outcome", { outcome: "won" });
  stage.at(-60);
  await room.enter("petri", "delivery");
  await room.handOver("petri", "anders", "to-delivery");
  await room.plan(
    "anders",
    "room",
    {
      kind: "meeting",
      title: "Kick-off at the mill",
      place: "Riverside mill",
      day: stage.day(-55),
      from: "09:30",
      until: "15:00",
      zone: "Europe/London",
    },
    "tom",
  );
  stage.at(-50);
  await room.walk("petri", [], ["make"]);
  // As the contract says; and who leads the delivery has taken it over.
  await room.date("petri", "make", -50, 120, "anders");
  await room.date("petri", "deliver", 130, 210, "anders");
  await room.date("petri", "follow-up", 285, 290);
  await room.date("petri", "record-outcome", 210, 220);
  await room.add("anders", "room", "delivery.schedule", {
    title: "Delivery schedule",
    from,
    date: stage.day(-50),
    sections: [
      {
        heading: "Main dates",
        text: ["The dates follow the contract."],
        table: [
          ["Step", "Date"],
          ["Layout frozen", stage.day(-20)],
          ["Factory test", stage.day(96)],
          ["Delivery", stage.day(130)],
          ["Take-over", stage.day(210)],
        ],
      },
    ],
  });
  await room.plan(
    "anders",
    "room",
    { kind: "milestone", title: "Factory test with the customer", place: "Tampere", day: stage.day(96) },
    "tom",
  );
  await room.plan(
    "anders",
    "room",
    { kind: "delivery", title: "Delivery to the mill", day: stage.day(130), lastDay: stage.day(134) },
    "tom",
  );
  await room.plan("laura", "room", {
    kind: "meeting",
    title: "Service agreement: first talk",
    place: "Video",
    day: stage.day(9),
    from: "10:00",
    until: "11:00",
  });
  await room.talk("seller", "Lessons of the sale", [
    ["petri", "Won on the availability contract, not on the price. The reference visit in Kemi decided it."],
    ["hanna", "Please keep that for the next one: bring service to the table at the budget stage."],
  ]);
  return room;
}
