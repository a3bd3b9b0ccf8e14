import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseClassification } from "./classification.ts";
import { describeIssue, parseBlueprint } from "./parse.ts";

const sound = readFileSync(new URL("./fixtures/sound.yaml", import.meta.url), "utf8");
const shipped = new URL("../../../../blueprints/", import.meta.url);

/** Every issue as `line path: message`, after one change to the sound file. */
function issuesAfter(
  change: (text: string) => string,
  classification?: ReturnType<typeof parseClassification>,
) {
  const text = change(sound);
  expect(text).not.toBe(sound);
  const parsed = parseBlueprint(text, "a.yaml", classification);
  return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

const swap = (from: string, to: string) => (text: string) => text.replace(from, () => to);

test("the sound blueprint is sound", () => {
  const parsed = parseBlueprint(sound, "a.yaml");
  expect(parsed.ok && parsed.blueprint.activities[1]?.participants).toEqual([
    { lane: "office", role: "seller", part: "lead" },
    { lane: "sales", role: "boss", part: "consult" },
  ]);
});

describe("YAML itself", () => {
  test("a broken bracket", () => {
    expect(issuesAfter(swap("[en, fi]", "[en, fi"))[0]).toMatch(/^7 : .*/);
  });
  test("a key twice in one map", () => {
    expect(issuesAfter(swap("version: 1", "version: 1\nversion: 2"))).toEqual([
      "3 : Map keys must be unique",
    ]);
  });
  test("the same participant twice", () => {
    expect(issuesAfter(swap("sales/boss: consult", "office/seller: consult"))).toEqual([
      "45 : Map keys must be unique",
    ]);
  });
  test("an alias bomb", () => {
    const bomb = `a: &a [x, x, x, x]\nb: &b [${"*a, ".repeat(30)}]\nc: [${"*b, ".repeat(30)}]\n`;
    expect(parseBlueprint(bomb, "a.yaml").ok).toBe(false);
  });
  test.each(["", "# nothing", "- a list", "42", "null"])("not a map: %j", (text) => {
    const parsed = parseBlueprint(text, "a.yaml");
    expect(!parsed.ok && parsed.issues[0]).toMatchObject({ file: "a.yaml", line: 1 });
  });
});

describe("shape, with the exact line", () => {
  test.each<[string, string, string, string]>([
    [
      "an unknown field",
      "    days: 2",
      "    days: 2\n    colour: red",
      '38 activities[0].colour: "colour" is not a known field',
    ],
    [
      "a missing field stands at its parent",
      "    days: 2\n",
      "",
      "31 activities[0].days: Invalid input: expected number, received undefined",
    ],
    ["a wrong word", "channel: phone", "channel: smoke", "36 activities[0].channel: Invalid option"],
    [
      "a key that is none",
      "key: think",
      "key: Think It",
      "40 activities[1].key: must be lower case letters, digits and single hyphens",
    ],
    [
      "a missing translation",
      "title: { en: Meet, fi: Tapaaminen }",
      "title: { en: Meet }",
      "33 activities[0].title.fi: Invalid input: expected string, received undefined",
    ],
    [
      "a participant without a role",
      "sales/boss: consult",
      "sales: consult",
      "45 activities[1].participants.sales: must be written lane/role",
    ],
    [
      "an unknown part",
      "sales/boss: consult",
      "sales/boss: watch",
      "45 activities[1].participants.sales/boss: Invalid option",
    ],
    ["an unknown kind of criterion", "kind: buyer", "kind: hope", "66 gates[0].criteria[1].kind: Invalid"],
    [
      "a line without a label",
      "  implementation: { en: im, fi: im }\n",
      "",
      "8 lines.implementation: Invalid input",
    ],
    [
      "an unknown rule",
      "rule: any",
      "rule: dice",
      "70 gates[0].rule: must be any, all, majority, veto, sequence or { atLeast: number }",
    ],
  ])("%s", (_, from, to, expected) => {
    const [first, ...rest] = issuesAfter(swap(from, to));
    expect(first).toContain(expected);
    expect(rest).toEqual([]);
  });
});

describe("what hangs together with what", () => {
  test.each<[string, string, string, string[]]>([
    [
      "unknown phase",
      "    phase: two\n    title: { en: Think",
      "    phase: six\n    title: { en: Think",
      ['16 phases[1]: the phase "two" has no activity', '41 activities[1].phase: there is no phase "six"'],
    ],
    [
      "unknown lane",
      "sales/boss: consult",
      "moon/boss: consult",
      ['45 activities[1].participants.moon/boss: there is no lane "moon"'],
    ],
    [
      "unknown artefact",
      "in: [note, plan]",
      "in: [note, map]",
      ['46 activities[1].in[1]: there is no artefact "map"'],
    ],
    [
      "unknown step",
      "    dependsOn: [meet]\n    days",
      "    dependsOn: [greet]\n    days",
      ['47 activities[1].dependsOn[0]: there is no step "greet"'],
    ],
    [
      "unknown category",
      "category: c/k, audience: room",
      "category: c/x, audience: room",
      ['29 artefacts[1].category: there is no category "c/x"'],
    ],
    [
      "a category of the supplier's own for what others see",
      "key: k, title",
      "key: k, audience: seller, title",
      ['29 artefacts[1].category: the category "c/k" is only for what the supplier\'s team sees'],
    ],
    [
      "unknown role of an approver",
      "- { role: boss }",
      "- { role: king }",
      ['69 gates[0].approvers[0].role: there is no role "king"'],
    ],
    [
      "the same step twice",
      "key: pass",
      "key: think",
      ['73 handovers[0].key: the step "think" is there twice'],
    ],
    [
      "the same lane twice",
      "key: office, band",
      "key: sales, band",
      [
        '24 lanes[2].key: the lane "sales" is there twice',
        '44 activities[1].participants.office/seller: there is no lane "office"',
        '77 handovers[0].to.lane: there is no lane "office"',
      ],
    ],
    [
      "a circle",
      "    out: [plan]",
      "    out: [plan]\n    dependsOn: [go]",
      ["57 gates[0].dependsOn[0]: dependencies go in a circle: meet → go → meet"],
    ],
    [
      "a later phase",
      "    out: [plan]",
      "    out: [plan]\n    dependsOn: [think]",
      [
        '36 activities[0].dependsOn[0]: "meet" depends on "think" of a later phase',
        "48 activities[1].dependsOn[0]: dependencies go in a circle: meet → think → meet",
      ],
    ],
    [
      "a buyer's lane backstage",
      "key: purchasing, band: customer",
      "key: purchasing, band: support",
      [
        '22 lanes[0].side: a lane of the buyer belongs in the band "customer", not "support"',
        "36 activities[0].channel: only a touch-point has a channel",
      ],
    ],
    [
      "a role on the wrong side",
      "purchasing/buyer: co-perform",
      "purchasing/boss: co-perform",
      [
        '34 activities[0].participants.purchasing/boss: "boss" is on the side "seller", the lane "purchasing" on the side "buyer"',
        '66 gates[0].criteria[1].did.activity: the buyer does nothing in "meet"',
      ],
    ],
    [
      "a participant outside the audience",
      "    audience: room\n    pcf",
      "    audience: commercial\n    pcf",
      [
        '34 activities[0].participants.purchasing/buyer: "buyer" takes part but is not in the audience "commercial"',
      ],
    ],
    [
      "two leads",
      "sales/boss: consult",
      "sales/boss: lead",
      ["43 activities[1].participants: exactly one participant leads, here 2"],
    ],
    [
      "a touch-point without a channel",
      "    channel: phone\n",
      "",
      ["31 activities[0]: a touch-point needs a channel"],
    ],
    [
      "a channel without a touch-point",
      "    in: [note, plan]",
      "    channel: video\n    in: [note, plan]",
      ["46 activities[1].channel: only a touch-point has a channel"],
    ],
    [
      "an artefact that participants cannot see",
      "out: [plan]",
      "out: [note]",
      ['35 activities[0].out[0]: "note" belongs to "seller", which not everybody in "room" sees'],
    ],
    [
      "a gate that nobody decides",
      "    approvers:\n      - { role: boss }",
      "    approvers: []",
      ['68 gates[0].approvers: nobody decides the gate "go"'],
    ],
    [
      "a gap between amounts",
      "- { role: boss }",
      "- { role: boss, from: 10, below: 20 }",
      [
        "68 gates[0].approvers: nobody decides about an amount of 0",
        "68 gates[0].approvers: nobody decides about an amount of 20",
      ],
    ],
    [
      "a customer who is to vote",
      "- { role: boss }",
      "- { role: boss }\n      - { role: buyer }",
      [
        '70 gates[0].approvers[1].role: "buyer" decides but is not in the audience "seller"',
        '70 gates[0].approvers[1].role: "buyer" is of the buyer: ask for what the buyer does by a criterion',
      ],
    ],
    [
      "an empty band of amounts",
      "- { role: boss }",
      "- { role: boss }\n      - { role: seller, from: 9, below: 9 }",
      ['70 gates[0].approvers[1].below: "below" must be more than "from" (9)'],
    ],
    [
      "more votes than approvers",
      "rule: any",
      "rule: { atLeast: 2 }",
      ["70 gates[0].rule: 2 must agree, but only 1 decide about 0"],
    ],
    [
      "an approver outside the audience",
      "rule: any\n    audience: seller",
      "rule: any\n    audience: buyer",
      [
        '61 gates[0].criteria[0].artefact: "note" belongs to "seller", which not everybody in "buyer" sees',
        '69 gates[0].approvers[0].role: "boss" decides but is not in the audience "buyer"',
      ],
    ],
    [
      "neither mandatory nor weighted",
      ", weight: 2",
      "",
      [
        '66 gates[0].criteria[1]: "met" must be either mandatory or have a weight',
        "67 gates[0].passScore: a score needs criteria with a weight",
      ],
    ],
    [
      "a gate over two phases",
      "    after: one\n    before: two",
      "    after: two\n    before: one",
      ['55 gates[0].before: "one" does not follow "two"'],
    ],
    [
      "a veto without the rule",
      "- { role: boss }",
      "- { role: boss, veto: true }",
      ['69 gates[0].approvers[0].veto: a veto counts only under the rule "veto"'],
    ],
    ["a language that is only promised", "[en, fi]", "[en, fi, de]", []],
    [
      "an unknown option",
      "    days: 1\n",
      "    days: 1\n    option: x\n",
      ['49 activities[1].option: there is no option "x"'],
    ],
    [
      "an empty phase",
      "    phase: two\n    title: { en: Think",
      "    phase: one\n    title: { en: Think",
      ['16 phases[1]: the phase "two" has no activity'],
    ],
  ])("%s", (name, from, to, expected) => {
    const found = issuesAfter(swap(from, to));
    if (name === "a language that is only promised") {
      expect(found.length).toBeGreaterThan(20);
      expect(found[0]).toBe('3 name: the title is missing in "de"');
    } else expect(found).toEqual(expected);
  });

  test("a lead that changes to the other side", () => {
    const found = issuesAfter((text) =>
      text
        .replace("to: { lane: office, role: boss }", "to: { lane: purchasing, role: buyer }")
        .replace("changesLead: true\n    audience: seller", "changesLead: true\n    audience: room"),
    );
    expect(found).toEqual(["78 handovers[0].changesLead: the lead changes only within one side"]);
  });

  test("an element that the classification does not hold", () => {
    const pcf = parseClassification(readFileSync(new URL("pcf.yaml", shipped), "utf8"));
    expect(issuesAfter(swap("20012", "20013"), pcf)).toEqual([]);
    expect(issuesAfter(swap("20012", "99999"), pcf)).toEqual([
      "39 activities[0].pcf[0]: the classification has no element 99999",
    ]);
  });
});

test("an issue reads as file, line, column, field and words", () => {
  expect(describeIssue({ file: "a.yaml", line: 3, column: 5, path: "gates[0]", message: "no" })).toBe(
    "a.yaml:3:5 gates[0]: no",
  );
});
