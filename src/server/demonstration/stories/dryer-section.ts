import { layoutDrawing } from "../layout-drawing.ts";
import { invite, showContacts } from "../people.ts";
import { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";
import { dryerNegotiation } from "./dryer-negotiation.ts";

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
    expectedDecision: stage.day(190),
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
  await room.add("david", "buyer", "customer.data", {
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
  await room.add("david", "room", "customer.data", {
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
  stage.at(-74);
  const crane = await room.mark(
    "room",
    layout.title,
    "The closed hood needs the crane rail to be raised by 240 mm",
    [
      ["tom", "Who raises the rail, and in which stop? It is not in our plan."],
      ["jenni", "It is in our scope. We need the crane for two days at the beginning of the stop."],
    ],
  );
  await room.do("petri", "markup.settle", { ...crane, version: 2, state: "accepted" });
  await room.mark("seller", layout.title, "between columns 15 and 19", [
    ["jenni", "The drawings of the building are from 1987. Measure on site before this is promised."],
  ]);
  stage.at(-66);
  await room.revise(
    "outi",
    "room",
    layout,
    "Hood wall moved by 60 mm for the change of doctor blades; crane rail shown",
  );
  // The consultant looks at the layout until the study is over; it is not theirs to pass on.
  await room.limit("petri", layout.title, "partner", { level: "view", until: stage.day(102) });
  await room.walk("petri", [
    "feasibility-study",
    "own-concept",
    "service-need",
    "calculation-sheet",
    "budget-estimate",
    "budget-proposal",
    "investment-plan",
  ]);
  await dryerNegotiation(stage, room);
}
