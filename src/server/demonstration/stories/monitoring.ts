import { invite, showContacts } from "../people.ts";
import { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";

const from = "Northmill Systems";

/** A managed service that was lost: the customer decided not to decide. */
export async function monitoring(stage: Stage): Promise<DemoRoom> {
  stage.at(-190);
  const { companies } = await stage.act("eero", "companies.list", {});
  const { blueprints } = await stage.act("eero", "process.blueprints", {});
  const room = await DemoRoom.open(stage, "eero", {
    name: "Condition monitoring as a managed service",
    code: "KOTKA-MONITORING",
    company: companies.find(({ name }: { name: string }) => name === "Kotka Board")?.id,
    businessLine: "Mill services",
    site: "Kotka Board, board machine 1",
    scope:
      "Vibration and temperature monitoring of the drying and reeling sections, with monthly reports and a service desk.",
    value: { amount: "312000", currency: "EUR" },
    probability: 0,
    expectedDecision: stage.day(-60),
    notes: "Customer's automation is renewed next year; timing was against us.",
    blueprint: blueprints.find(({ key }: { key: string }) => key === "managed-service-onboarding")?.id,
  });
  await room.colleagues("eero", [
    ["laura", "contributor", "Service"],
    ["kimmo", "contributor", "Customer success"],
    ["hanna", "approver", "Sales management"],
  ]);
  await invite(stage, room.id, "eero", "juhani", {
    side: "buyer",
    role: "lead",
    team: "Hankinta",
    commercial: true,
  });
  await room.learnBuyer("juhani");
  await invite(stage, room.id, "juhani", "elina", { side: "buyer", role: "contributor", team: "Automaatio" });
  await invite(stage, room.id, "juhani", "veikko", {
    side: "buyer",
    role: "contributor",
    team: "Kunnossapito",
  });
  await showContacts(stage, room.id, "eero", [
    ["eero", "Ensisijainen yhteyshenkilö"],
    ["laura", "Palvelun sisältö"],
  ]);
  stage.at(-170);
  await room.add("laura", "room", "solution.design", {
    title: "Palvelukuvaus: kunnonvalvonta",
    language: "fi",
    from,
    date: stage.day(-170),
    sections: [
      {
        heading: "Sisältö",
        text: [
          "Mittaukset 84 pisteestä, hälytykset vuorokauden ympäri ja kuukausittainen raportti suosituksineen.",
        ],
      },
      {
        heading: "Vasteajat",
        text: ["Kriittinen hälytys: yhteydenotto tunnissa. Muut: seuraavana arkipäivänä."],
      },
    ],
  });
  await room.talk("room", "Mittauspisteiden sijainti", [
    ["veikko", "Kuivatusosan käyttöpuolella ei ole kaapelireittiä. Toimiiko langaton mittaus 90 asteessa?"],
    ["laura", "Toimii 105 asteeseen asti. Lisäsin anturin tiedot palvelukuvaukseen."],
  ]);
  await room.walk("eero", ["product-roadmap", "networking", "first-contact", "first-meeting"]);
  await room.enter("eero", "design");
  await room.walk("eero", ["problems-needs", "solution-workshop", "roadmap-check", "timelines"]);
  await room.enter("eero", "offer");
  stage.at(-120);
  await room.add("eero", "commercial", "commercial.proposal", {
    title: "Tarjous: kunnonvalvonta palveluna",
    language: "fi",
    from,
    date: stage.day(-120),
    sections: [
      {
        heading: "Hinta",
        text: ["Kuukausimaksu 8 650 euroa, sopimuskausi 36 kuukautta. Käyttöönotto 28 000 euroa."],
      },
    ],
  });
  await room.walk("eero", [
    "create-offer",
    "review-offer",
    "send-offer",
    "name-service-manager",
    "customer-review",
  ]);
  stage.at(-62);
  await room.talk("buyer", "Ratkaisu", [
    ["juhani", "Automaatiouudistus alkaa ensi vuonna. En sido meitä palveluun ennen sitä."],
    ["elina", "Samaa mieltä: uuden järjestelmän mukana tulee oma valvonta. Palataan asiaan myöhemmin."],
  ]);
  await room.talk("room", "Päätös siirtyy", [
    [
      "juhani",
      "Emme tee päätöstä tänä vuonna: automaatiouudistus ratkaisee ensin, mitä tarvitaan. Kiitos hyvästä työstä.",
    ],
    ["eero", "Kiitos suorasta vastauksesta. Huone jää luettavaksi; otamme yhteyttä, kun uudistus on valmis."],
  ]);
  await room.closeGate(
    "eero",
    "signed",
    "The customer renews its automation first and decides nothing this year",
  );
  await room.do("eero", "rooms.explain-loss", {
    category: "time",
    reason: "We came a year before the automation renewal. The offer itself was not criticised.",
  });
  await room.do("juhani", "rooms.explain-loss", {
    category: "time",
    reason: "Automaatiouudistus ratkaisee ensin, mitä valvontaa tarvitaan.",
    share: true,
  });
  return room;
}
