import type { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";
import { dryerDocuments } from "./dryer-documents.ts";

const from = "Northmill Systems";

/** The rebuild's story from the budget proposal on. */
export async function dryerNegotiation(stage: Stage, room: DemoRoom): Promise<void> {
  stage.at(-60);
  await room.add(
    "mikael",
    "commercial",
    "commercial.proposal",
    {
      title: "Budget proposal",
      subtitle: "Dryer section rebuild, paper machine 3",
      from,
      date: stage.day(-60),
      sections: [
        {
          heading: "Price",
          text: ["For your investment decision, within ±10 %. Not an offer capable of acceptance."],
          table: [
            ["Part", "EUR"],
            ["Dryer groups 2 to 4", "11,600,000"],
            ["Closed hood and heat recovery", "3,900,000"],
            ["Installation, start-up and training", "2,900,000"],
            ["Sum", "18,400,000"],
            ["Option: fourth group", "1,900,000"],
          ],
        },
        { heading: "Time", text: ["Delivery fourteen months after the contract, stop of eighteen days."] },
      ],
    },
    { artefact: "budget-proposal" },
  );
  await room.add("tuomas", "seller", "commercial.calculation", {
    title: "Cost calculation and price corridor",
    from,
    date: stage.day(-59),
    sections: [
      {
        heading: "Corridor",
        text: [
          "Full cost 15.31 M€. Minimum price 16.64 M€ (8 %), target 18.01 M€ (15 %).",
          "Demand price 20.2 M€ by the steam saving at today's gas price; the competitor is believed to be near 17.6 M€.",
        ],
        table: [
          ["Level", "M€"],
          ["Full cost", "15.31"],
          ["Minimum profit price", "16.64"],
          ["Target profit price", "18.01"],
          ["Competition", "17.60"],
          ["Demand price", "20.20"],
        ],
      },
    ],
  });
  await room.approve("margaret", "Budget proposal", "Accepted as the basis for the investment decision");
  await room.submitGate("petri", "tender");
  await room.vote("tender", [
    ["hanna", "go", "A reference for the new hood is worth the work"],
    ["mari", "go", "Terms are within our limits if the stop is capped"],
  ]);
  await room.enter("petri", "negotiation");
  stage.at(-44);
  await room.talk("buyer", "Two offers against each other", [
    [
      "margaret",
      "The other offer is a little lower but gives twenty-three days of stop. David, what is a day of stop worth to us?",
    ],
    [
      "david",
      "About 210,000 euro a day at today's prices. Northmill's five days are worth more than the difference.",
    ],
    ["helen", "Then I want their eighteen days as a guarantee with a penalty, not as a plan."],
  ]);
  await room.walk("petri", [
    "send-rfq",
    "rfq-review",
    "specification-meeting",
    "competitor-analysis",
    "delivery-plan",
    "cost-calculation",
    "profitability",
  ]);
  stage.at(-21);
  await room.add("outi", "room", "technical.specification", {
    title: "Technical specification of the dryer section",
    from,
    date: stage.day(-21),
    sections: [
      {
        heading: "Scope",
        text: [
          "Twelve dryer cylinders of 1,830 mm, ropeless tail threading, blow boxes in every pocket, closed hood with heat recovery.",
        ],
      },
      {
        heading: "Guarantees",
        text: [
          "Machine speed 1,320 m/min at 80 g/m², steam at most 5.9 GJ/t, time efficiency at least 90 % in the second month of operation.",
        ],
      },
    ],
  });
  const specification = "Technical specification of the dryer section";
  await room.mark(
    "room",
    specification,
    "steam at most 5.9 GJ/t",
    [["tom", "Measured at which dry content after the press? Please write it into the sentence."]],
    { assignedTo: stage.actor("outi").personId, dueOn: stage.day(6) },
  );
  await room.mark(
    "room",
    specification,
    "closed hood with heat recovery",
    [
      ["david", "We need the temperature of the exhaust air for our own heat balance."],
      ["outi", "82 degrees at full load. I will add it to the next revision."],
    ],
    { kind: "area" },
  );
  await room.mark("seller", specification, "time efficiency at least 90 %", [
    ["mikael", "Our references are between 91 and 93 %. There is no room for a bonus clause on this one."],
  ]);
  await room.add(
    "mikael",
    "commercial",
    "commercial.proposal",
    {
      title: "Firm proposal",
      subtitle: "Valid until the date in section 3",
      from,
      date: stage.day(-12),
      sections: [
        { heading: "Price", text: ["Firm price 18,150,000 EUR, terms of payment 20 / 50 / 20 / 10 %."] },
        {
          heading: "Guarantees and stop",
          text: ["Stop of eighteen days. Each further day costs us 60,000 EUR, ten days at most."],
        },
        { heading: "Validity", text: [`This proposal binds us until ${stage.day(190)}.`] },
      ],
    },
    { artefact: "firm-proposal", purpose: "approval", validUntil: stage.day(190) },
  );
  await room.talk("commercial", "Terms of payment", [
    ["margaret", "Our group pays 10 % at order, not 20 %. Can that be changed?"],
    [
      "mikael",
      "10 % is possible against an advance payment bond at delivery of the main parts. I will put it in writing this week.",
    ],
    ["priya", "A bond suits us. Please name the bank in the letter."],
  ]);
  await dryerDocuments(stage, room);
  stage.at(-6);
  await room.talk("room", "Steam data for the guarantee", [
    [
      "outi",
      "For the steam guarantee we need the condensate temperatures of last winter. The table in the background data ends in October.",
    ],
    ["david", "You will have them on Thursday. @Carl Bergström will check the measuring points with us."],
    ["carl", "I am at the mill on Wednesday and will send the list of the measuring points."],
  ]);
  await room.walk(
    "petri",
    ["firm-proposal", "reference-visit"],
    ["value-case", "service-agreement", "negotiate"],
    [["compare-proposals", "buyer", "The comparison is with Riverside's steering group"]],
  );
  await room.submitGate(
    "petri",
    "firm",
    "The approvals were given by e-mail before the room was in use; copies follow",
  );
  await room.vote("firm", [["hanna", "go", "Price and stop are within what we agreed"]]);
  stage.at(-3);
  await room.plan(
    "petri",
    "room",
    {
      kind: "meeting",
      title: "Technical clarification of the guarantees",
      place: "Video",
      link: "https://meet.example/riverside-pm3",
      day: stage.day(4),
      from: "13:00",
      until: "14:30",
    },
    "david",
  );
  await room.plan("margaret", "room", {
    kind: "meeting",
    title: "Visit to the reference mill",
    place: "Kemi, Finland",
    day: stage.day(16),
    lastDay: stage.day(17),
    note: "Four people from Riverside; please tell us about safety shoes.",
  });
  await room.plan(
    "petri",
    "room",
    { kind: "deadline", title: "The firm proposal is valid until", day: stage.day(190) },
    "margaret",
  );
  await room.plan("petri", "seller", {
    kind: "deadline",
    title: "Internal: price approval for a discount above 1 %",
    day: stage.day(9),
  });
  await room.plan("margaret", "buyer", {
    kind: "meeting",
    title: "Steering group: comparison of the offers",
    place: "Board room",
    day: stage.day(11),
    from: "10:00",
    until: "11:00",
    zone: "Europe/London",
  });
}
