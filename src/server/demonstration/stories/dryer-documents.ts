import type { DemoRoom } from "../room.ts";
import type { Stage } from "../stage.ts";

/** The background data that the supplier has asked for, half of it there, and papers sent with receipts. */
export async function dryerDocuments(stage: Stage, room: DemoRoom): Promise<void> {
  stage.at(-20);
  const { ids } = await room.do("outi", "documents.ask", {
    audience: room.audiences.room,
    side: "buyer",
    person: stage.actor("david").personId,
    titles: [
      "Steam and condensate balance of the dryer section",
      "Layout drawing of the machine hall",
      "Crane capacities and lifting routes",
      "Condensate temperatures of last winter",
      "Electrical single-line diagram of the drives",
      "Foundation drawings of groups 2 to 4",
    ].join("\n"),
    category: "customer.data",
    due: stage.day(-4),
    note: "For the guarantees and the layout. A scan is enough where there is no newer drawing.",
  });
  const expected = (place: number) => ids[place] as string;
  const point = (title: string, place: number) =>
    room.do("david", "documents.fill-expected", {
      expected: expected(place),
      version: 1,
      document: room.documents.get(title),
    });
  await room.do("margaret", "documents.ask", {
    audience: room.audiences.room,
    side: "seller",
    titles: "Reference list of dryer rebuilds after 2018\nQuality plan for the erection",
    category: "quality.plan",
    due: stage.day(6),
  });
  stage.at(-14);
  await point("Background data of paper machine 3", 0);
  await room.add(
    "david",
    "room",
    "customer.data",
    {
      title: "Crane capacities and lifting routes",
      from: "Riverside Paper",
      date: stage.day(-14),
      sections: [
        {
          heading: "Machine hall crane",
          text: ["Two hooks of 32 t and 8 t. The bay of groups 2 and 3 is reached from the drive side only."],
        },
      ],
    },
    { expected: expected(2) },
  );
  await room.do("outi", "documents.drop-expected", {
    expected: expected(5),
    version: 1,
    reason: "The foundations stay as they are",
  });
  stage.at(-9);
  const shown = async (title: string) =>
    (await room.do("petri", "documents.show", { document: room.documents.get(title) })).revisions[0].id;
  const { id: sending } = await room.do("petri", "documents.send", {
    audience: room.audiences.room,
    people: ["margaret", "david", "carl"].map((key) => stage.actor(key).personId),
    revisions: await Promise.all(
      ["Minutes of the needs workshop", "Background data of paper machine 3"].map(shown),
    ),
    subject: "Basis of the technical clarification",
    purpose: "comment",
    note: "Please look at these before we meet; what is agreed there becomes part of the specification.",
  });
  stage.at(-8, "13:20");
  await room.do("david", "documents.open-sending", { sending });
  const minutes = room.documents.get("Minutes of the needs workshop");
  await room.do("david", "documents.download", {
    document: minutes,
    revision: await shown("Minutes of the needs workshop"),
  });
  stage.at(-7);
  await room.do("margaret", "documents.open-sending", { sending });
}
