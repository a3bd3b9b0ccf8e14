import sharp from "sharp";
import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, type TestPerson } from "../../../tests/fixtures/world.ts";
import { deploymentLogo } from "../../platform/identity/deployment.ts";
import { run } from "../../platform/operations/index.ts";
import { changeLogo, changeSettings } from "./commands/deployment.ts";
import { settings } from "./queries/deployment.ts";

testDatabase();
let oona: TestPerson;
let sara: TestPerson;
beforeAll(async () => {
  oona = await newPerson("Oona Owner", { staff: true, owner: true });
  sara = await newPerson("Sara Seller", { staff: true });
});

const plate = { width: 1600, height: 400, channels: 4 as const, background: "#c0392b" };
const picture = () => sharp({ create: plate });
const said = (bytes: Buffer) => ({ image: bytes.toString("base64") });

it("is made small, keeps nothing else of the file, and stays when other settings change", async () => {
  const given = await picture()
    .jpeg()
    .withExif({ IFD0: { Copyright: "canary" } })
    .toBuffer();
  expect(given.includes("canary")).toBe(true);
  await run(changeLogo, oona.actor, said(given));
  const logo = await deploymentLogo();
  expect(await sharp(logo?.png).metadata()).toMatchObject({ format: "png", width: 384, height: 96 });
  expect(logo?.png.includes("canary")).toBe(false);
  const { version, logo: hash, ...now } = await run(settings, sara.actor, {});
  expect(hash).toBe(logo?.hash);
  await run(changeSettings, oona.actor, { ...now, name: "Northmill", version });
  expect((await run(settings, sara.actor, {})).logo).toBe(hash);
  await run(changeLogo, oona.actor, {});
  expect(await deploymentLogo()).toBeNull();
  expect((await run(settings, sara.actor, {})).logo).toBe("");
});

it("is an owner's to change, and a picture", async () => {
  const good = said(await picture().png().toBuffer());
  await expect(run(changeLogo, sara.actor, good)).rejects.toMatchObject({ status: 403 });
  const drawing = Buffer.from(
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
  );
  const cut = (await picture().png().toBuffer()).subarray(0, 60);
  const flood = await sharp({ create: { ...plate, width: 9000, height: 9000 } })
    .png()
    .toBuffer();
  for (const bytes of [drawing, cut, flood, Buffer.from("MZ")])
    await expect(run(changeLogo, oona.actor, said(bytes))).rejects.toMatchObject({
      fields: { image: { code: "logo-unreadable" } },
    });
  expect(await deploymentLogo()).toBeNull();
});
