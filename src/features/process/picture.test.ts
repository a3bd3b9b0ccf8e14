import { beforeAll, expect, it } from "vitest";
import { textOfPdf } from "#platform/files/text.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { listBlueprints, showProcess, startProcess, takeInBlueprints } from "./index.ts";
import { draw, drawFile, pictureOf } from "./view/draw.tsx";
import { picturePdf } from "./view/pdf.ts";

testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;

beforeAll(async () => {
  world = await newWorld();
  await takeInBlueprints("blueprints");
  const { blueprints } = await run(listBlueprints, world.sara.actor, {});
  const blueprint = blueprints.find(({ key }) => key === "capital-project-sale")?.id ?? "";
  await run(startProcess, world.sara.actor, { room: world.room.id, blueprint, from: "2027-01-04" });
});

const pictureFor = async (person: TestPerson, language = "en") =>
  pictureOf(world.room.id, await run(showProcess, person.actor, { room: world.room.id }), {
    language,
    today: "2027-02-01",
  });

/** Words of titles that only the supplier's team sees, long enough that they are nowhere else by accident. */
async function hiddenWords(seenBy: TestPerson): Promise<string[]> {
  const all = await run(showProcess, world.sara.actor, { room: world.room.id });
  const seen = JSON.stringify(await run(showProcess, seenBy.actor, { room: world.room.id }));
  return [all.activities, all.lanes, all.gates, all.handovers, all.roles]
    .flat()
    .map(({ title }) => title.en ?? "")
    .filter((title) => title.length > 8 && !seen.includes(title));
}

it("the customer's picture holds no word of what is hidden from the customer, drawn, in words or as a file", async () => {
  for (const person of [world.berta, world.erik, world.carl]) {
    const picture = await pictureFor(person);
    const drawn = draw(picture, null, { language: "en" });
    // The one for a phone lets long words break; nothing hidden may slip through by that.
    const tall = drawn.tall.replaceAll("\u00AD", "");
    expect(tall).toContain("Enquiry from the customer");
    const everything = [drawn.svg, tall, JSON.stringify(drawn.phases), drawFile(picture)].join("\n");
    const hidden = await hiddenWords(person);
    expect(hidden.length).toBeGreaterThan(30);
    for (const words of hidden) expect(everything).not.toContain(words);
    expect(everything).not.toMatch(
      /Backstage|Only our team|Behind the line|Line of (visibility|internal|order|implementation)/,
    );
    expect(everything).toContain("Line of interaction");
    expect(everything).toContain("Enquiry from the customer");
  }
});

it("the supplier's picture has all six bands, five lines and every activity, in words too", async () => {
  const picture = await pictureFor(world.sara);
  const drawn = draw(picture, "50", { language: "en" });
  expect(drawn.svg.match(/Line of [a-z ]+/g)?.length).toBeGreaterThanOrEqual(5);
  const process = await run(showProcess, world.sara.actor, { room: world.room.id });
  const told = new Set(drawn.phases.flatMap(({ entries }) => entries.map(({ key }) => key)));
  for (const { key } of process.activities) expect(told).toContain(key);
  expect([drawn.zoom, drawn.smaller, drawn.larger]).toEqual([50, null, 75]);
});

it("is one sheet of A3 in the reader's language, with nothing hidden in its text", async () => {
  const picture = await pictureFor(world.erik, "fi");
  const pdf = await picturePdf(picture, {
    room: "Room · R-1",
    day: "1.2.2027",
    language: "fi",
    madeAt: new Date("2027-02-01"),
  });
  const raw = Buffer.from(pdf).toString("latin1"); // reading its text takes the bytes away
  const { text, pages } = await textOfPdf(pdf);
  expect(pages).toBe(1);
  expect(raw).toMatch(/MediaBox \[0 0 1190\.\d+ 841\.\d+\]/);
  expect(text).toContain("Vuorovaikutuksen raja");
  expect(text).not.toContain("Näkyvyyden raja");
});
