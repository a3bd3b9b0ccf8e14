import { layoutDrawing } from "../layout-drawing.ts";
import { invite, showContacts } from "../people.ts";
import { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";

const from = "Northmill Systems";

/** A rebuild in the middle of the negotiation: the firm proposal is out, questions are open, a gate waits. */
export async function dryerSection(stage: Stage): Promise<void> {
  stage.at(-118);
  const { companies } = await stage.act("petri", "companies.list", {});
  const company = companies.find(({ name }: { name: string }) => name === "Riverside Paper")?.id;
  const { blueprints } = await stage.act("petri", "process.blueprints", {});
  const blueprint = blueprints.find(({ key }: { key: string }) => key === "capital-project-sale")?.id;
  const room = await DemoRoom.open(stage, "petri", {
    name: "Paper machine 3, dryer section rebuild",
    code: "RIVERSIDE-PM3",
    company,
    businessLine: "Paper and board machines",
    site: "Riverside mill, Gravesend",
    scope:
      "Replacement of dryer groups 2 to 4, new runnability components and closed hood, so that machine speed rises from 1,150 to 1,320 m/min and steam consumption falls.",
    value: { amount: "18400000", currency: "EUR" },
    probability: 60,
    expectedDecision: stage.day(48),
    notes:
      "Decision influencers: D. Okafor (runnability) and P. Nair (payback under three years). Two competitors invited.",
    blueprint,
  });
  await room.colleagues("petri", [
    ["hanna", "approver", "Sales management"],
    ["mari", "approver", "Business unit management"],
    ["outi", "contributor", "Paper technology"],
    ["mikael", "contributor", "Contracts"],
    ["jenni", "specialist", "Application engineering"],
    ["tuomas", "specialist", "Pricing"],
    ["riikka", "contributor", "Sales office"],
    ["anders", "contributor", "Project office"],
  ]);
  await room.deciders("petri", {
    "sales-director": ["hanna"],
    "business-director": ["mari"],
    "finance-controller": ["mikael"],
    "legal-counsel": ["mikael"],
  });
  await invite(stage, room.id, "petri", "margaret", {
    side: "buyer",
    role: "lead",
    team: "Purchasing",
    commercial: true,
  });
  await room.learnBuyer("margaret");
  await invite(stage, room.id, "margaret", "david", {
    side: "buyer",
    role: "contributor",
    team: "Process engineering",
  });
  await invite(stage, room.id, "margaret", "helen", {
    side: "buyer",
    role: "approver",
    team: "Mill management",
    commercial: true,
  });
  await invite(stage, room.id, "margaret", "priya", {
    side: "buyer",
    role: "contributor",
    team: "Finance",
    commercial: true,
  });
  await invite(stage, room.id, "margaret", "tom", {
    side: "buyer",
    role: "contributor",
    team: "Maintenance",
  });
  await invite(stage, room.id, "margaret", "carl", {
    side: "partner",
    role: "contributor",
    team: "Consultant",
  });
  await showContacts(stage, room.id, "petri", [
    ["petri", "Your contact for everything"],
    ["outi", "Paper technology and guarantees"],
    ["mikael", "Contract"],
  ]);
  await showContacts(stage, room.id, "margaret", [
    ["margaret", "Purchasing and the timetable"],
    ["david", "Process and background data"],
  ]);

  stage.at(-112);
  await room.walk("petri", [
    "reference-base",
    "price-structures",
    "market-screening",
    "pipeline-review",
    "enquiry",
    "regular-visits",
    "visit-reports",
    "customer-study",
    "categorise-customer",
    "opportunity-review",
    "win-plan",
  ]);
  await room.submitGate(
    "petri",
    "pursue",
    "Kept in the customer system until now; brought in with the next visit report",
  );
  await room.vote("pursue", [["mari", "go", ""]]);
  await room.enter("petri", "validation");
  stage.at(-104);
  await room.add("david", "buyer", "project.background", {
    title: "Our priorities for the rebuild",
    from: "Riverside Paper",
    date: stage.day(-104),
    sections: [
      {
        heading: "What matters",
        text: [
          "Runnability of the second dryer group first: two thirds of the breaks of last year began there.",
          "Payback below three years at today's gas price; finance will test it at half the price as well.",
          "The stop must not exceed nineteen days.",
        ],
      },
    ],
  });
  await room.add("david", "room", "project.background", {
    title: "Background data of paper machine 3",
    subtitle: "For the layout and the calculations",
    from: "Riverside Paper",
    date: stage.day(-101),
    sections: [
      {
        heading: "Machine",
        text: [
          "Fine paper, 70 to 100 g/m². Wire width 6,150 mm. Design speed 1,200 m/min, average of last year 1,150 m/min.",
        ],
        table: [
          ["Measure", "Average", "Best month"],
          ["Machine speed, m/min", "1,150", "1,172"],
          ["Time efficiency, %", "88.4", "91.0"],
          ["Breaks a day", "3.1", "2.2"],
          ["Steam, GJ/t", "6.9", "6.6"],
        ],
      },
      {
        heading: "Limits on site",
        text: [
          "Crane capacity over the dryer section is 32 t. The basement has 3.4 m of free height between columns 14 and 22.",
        ],
      },
    ],
  });
  await room.add("jenni", "seller", "technical.calculation", {
    title: "Drying capacity, first calculation",
    from,
    date: stage.day(-98),
    sections: [
      {
        heading: "Result",
        text: [
          "Required evaporation 42.5 kg/h/m² at 1,320 m/min and 80 g/m². Groups 2 to 4 carry it with 12 new cylinders; group 1 remains.",
          "Reserve 4 %, which is thin above 95 g/m². To be told to the customer only with the layout.",
        ],
      },
    ],
  });
  await room.talk("seller", "Is group 1 really staying?", [
    [
      "jenni",
      "The reserve is 4 % above 95 g/m². If they mean to run heavier grades we need one more group, about 1.9 M€.",
    ],
    [
      "outi",
      "David said 100 g/m² is under 6 % of the year. Let us offer the fourth group as an option and be open about it.",
    ],
    ["petri", "Agreed. Option in the budget proposal, not in the base."],
  ]);
  await room.plan(
    "petri",
    "room",
    {
      kind: "meeting",
      title: "Needs workshop at the mill",
      place: "Riverside mill, meeting room 2",
      day: stage.day(-94),
      from: "09:00",
      until: "15:00",
      zone: "Europe/London",
    },
    "david",
  );
  stage.at(-90);
  await room.walk("petri", [
    "meet-deciders",
    "bid-team",
    "needs-workshop",
    "process-data",
    "indicative-price",
    "indicative-proposal",
    "technical-layout",
  ]);
  await room.add("riikka", "room", "project.minutes", {
    title: "Minutes of the needs workshop",
    from,
    date: stage.day(-93),
    sections: [
      {
        heading: "Agreed",
        text: [
          "The target is 1,320 m/min at 80 g/m² with time efficiency of at least 90 %.",
          "Riverside sends the steam and condensate diagram by the end of the month.",
          "Northmill shows a layout within three weeks.",
        ],
      },
    ],
  });
  const layout = {
    title: "Layout of the dryer section",
    subtitle: "Side view and plan, groups 1 to 4",
    from,
    date: stage.day(-78),
    sections: [
      {
        heading: "Notes",
        text: [
          "New cylinders are marked with a full line, cylinders that remain with a dashed line.",
          "The closed hood needs the crane rail to be raised by 240 mm between columns 15 and 19.",
        ],
      },
    ],
    drawing: layoutDrawing,
    drawingAlt: "Side view of the dryer section: four groups of cylinders under one hood",
  };
  stage.at(-78);
  await room.add("jenni", "seller", "technical.drawing", layout, {
    discipline: "mechanical",
    artefact: "technical-layout",
  });
  stage.at(-76);
  await room.revise("jenni", "seller", layout, "Hood raised after the check against the crane");
  stage.at(-75);
  await room.publish("petri", layout.title, "room", "First layout for your comments");
  await room.talk(
    "room",
    "Space for the doctor blades",
    [
      ["tom", "Between group 3 and the hood wall we need 900 mm to change the blades. Is that there?"],
      [
        "jenni",
        "There are 860 mm in this layout. We can move the wall by 60 mm; the next revision will show it.",
      ],
      ["tom", "Good. With 900 mm maintenance agrees."],
    ],
    { type: "document", id: room.documents.get(layout.title) ?? "" },
  );
  stage.at(-66);
  await room.revise(
    "outi",
    "room",
    layout,
    "Hood wall moved by 60 mm for the change of doctor blades; crane rail shown",
  );
  await room.walk("petri", [
    "feasibility-study",
    "own-concept",
    "service-need",
    "calculation-sheet",
    "budget-estimate",
    "budget-proposal",
    "investment-plan",
  ]);
  stage.at(-60);
  await room.add(
    "mikael",
    "commercial",
    "commercial.quotation",
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
  await room.add("tuomas", "seller", "technical.calculation", {
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
  await room.add(
    "mikael",
    "commercial",
    "commercial.quotation",
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
        { heading: "Validity", text: [`This proposal binds us until ${stage.day(48)}.`] },
      ],
    },
    { artefact: "firm-proposal" },
  );
  await room.talk("commercial", "Terms of payment", [
    ["margaret", "Our group pays 10 % at order, not 20 %. Can that be changed?"],
    [
      "mikael",
      "10 % is possible against an advance payment bond at delivery of the main parts. I will put it in writing this week.",
    ],
    ["priya", "A bond suits us. Please name the bank in the letter."],
  ]);
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
    { kind: "deadline", title: "The firm proposal is valid until", day: stage.day(48) },
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
