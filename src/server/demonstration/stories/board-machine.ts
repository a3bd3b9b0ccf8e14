import { invite, showContacts } from "../people.ts";
import { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";

const from = "Northmill Systems";

/** A Finnish customer before the budget proposal: the layout is being made together. */
export async function boardMachine(stage: Stage): Promise<DemoRoom> {
  stage.at(-58);
  const { companies } = await stage.act("petri", "companies.list", {});
  const { blueprints } = await stage.act("petri", "process.blueprints", {});
  const room = await DemoRoom.open(stage, "petri", {
    name: "Kartonkikone 1, rullain ja pituusleikkuri",
    code: "KOTKA-BM1",
    company: companies.find(({ name }: { name: string }) => name === "Kotka Board")?.id,
    businessLine: "Paper and board machines",
    site: "Kotka Board, Kotka",
    scope:
      "Uusi rullain ja pituusleikkuri 900 metrin minuuttinopeudelle, lajinvaihto alle kahdeksassa minuutissa.",
    value: { amount: "7200000", currency: "EUR" },
    probability: 35,
    expectedDecision: stage.day(140),
    blueprint: blueprints.find(({ key }: { key: string }) => key === "capital-project-sale")?.id,
  });
  await room.colleagues("petri", [
    ["outi", "contributor", "Paper technology"],
    ["jenni", "specialist", "Application engineering"],
    ["tuomas", "specialist", "Pricing"],
    ["hanna", "approver", "Sales management"],
    ["mari", "approver", "Business unit management"],
  ]);
  await invite(stage, room.id, "petri", "juhani", {
    side: "buyer",
    role: "lead",
    team: "Hankinta",
    commercial: true,
  });
  await room.learnBuyer("juhani");
  await invite(stage, room.id, "juhani", "kaisa", { side: "buyer", role: "contributor", team: "Prosessi" });
  await invite(stage, room.id, "juhani", "timo", {
    side: "buyer",
    role: "approver",
    team: "Johto",
    commercial: true,
  });
  await invite(stage, room.id, "juhani", "veikko", {
    side: "buyer",
    role: "contributor",
    team: "Kunnossapito",
  });
  await invite(stage, room.id, "petri", "ingrid", {
    side: "partner",
    role: "contributor",
    team: "Konsultti",
  });
  await showContacts(stage, room.id, "petri", [
    ["petri", "Ensisijainen yhteyshenkilö"],
    ["outi", "Tekniikka"],
  ]);
  await room.walk("petri", [
    "reference-base",
    "price-structures",
    "market-screening",
    "regular-visits",
    "categorise-customer",
    "win-plan",
    "pipeline-review",
    "enquiry",
    "visit-reports",
    "customer-study",
    "opportunity-review",
  ]);
  await room.enter("petri", "validation");
  stage.at(-40);
  await room.add("kaisa", "room", "customer.data", {
    title: "Kartonkikone 1:n lähtötiedot",
    language: "fi",
    from: "Kotka Board",
    date: stage.day(-40),
    sections: [
      {
        heading: "Kone",
        text: ["Taivekartonki 190–350 g/m², trimmileveys 5 100 mm, nopeus 720 m/min."],
        table: [
          ["Suure", "Arvo"],
          ["Konerullan halkaisija, mm", "3 200"],
          ["Vaihtoja vuorokaudessa", "46"],
          ["Hylky rullaimella, %", "2,4"],
        ],
      },
    ],
  });
  await room.add("juhani", "buyer", "customer.data", {
    title: "Investointiesityksen luonnos",
    language: "fi",
    from: "Kotka Board",
    date: stage.day(-36),
    sections: [
      {
        heading: "Perusteet",
        text: [
          "Hylyn puolittaminen tuo 1,1 miljoonaa euroa vuodessa. Investoinnin yläraja on 7,5 miljoonaa euroa.",
        ],
      },
    ],
  });
  stage.at(-20);
  await room.add("jenni", "seller", "technical.drawing", {
    title: "Layout draft, reel and winder",
    from,
    date: stage.day(-20),
    sections: [
      {
        heading: "Open",
        text: ["Crane hook height limits the parent roll to 3,300 mm. Check before it goes to the customer."],
      },
    ],
  });
  await room.walk(
    "petri",
    ["meet-deciders", "bid-team", "needs-workshop", "indicative-price"],
    ["technical-layout"],
    [["process-data", "buyer", "Nosturin piirustukset puuttuvat vielä"]],
  );
  await room.talk("room", "Nosturin piirustukset", [
    ["jenni", "Tarvitsemme konesalin nosturin piirustukset, jotta konerullan halkaisija voidaan varmistaa."],
    ["veikko", "Haen ne arkistosta. Saatte ne ensi viikolla."],
  ]);
  await room.talk("seller", "Price level for Kotka", [
    [
      "petri",
      "Juhani hinted at a ceiling of seven and a half. Tuomas, can we stay below with the second winder as an option?",
    ],
    [
      "tuomas",
      "Yes: 7.2 with the winder in the base, 6.4 without. I would show both in the budget proposal.",
    ],
  ]);
  stage.at(-4);
  await room.plan(
    "petri",
    "room",
    {
      kind: "meeting",
      title: "Layoutin läpikäynti",
      place: "Kotka Board, neuvottelutila Sampo",
      day: stage.day(6),
      from: "09:00",
      until: "12:00",
    },
    "kaisa",
  );
  await room.plan(
    "kaisa",
    "room",
    { kind: "deadline", title: "Nosturin piirustukset Northmillille", day: stage.day(3) },
    "petri",
  );
  await room.plan("petri", "room", { kind: "milestone", title: "Budjettitarjous", day: stage.day(34) });
  return room;
}
