import { afterEach, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { config, setConfig } from "../config.ts";
import { post } from "./letters.ts";

testDatabase();

describe("the demonstration", () => {
  const settings = config;
  afterEach(() => setConfig({ ...settings(), DEMO: false, SMTP_URL: undefined }));

  it("has no mail, whatever is set: what it tells of invented people reaches nobody", () => {
    setConfig({ ...settings(), DEMO: false, SMTP_URL: "smtp://127.0.0.1:2525" });
    expect(post().configured).toBe(true);
    setConfig({ ...settings(), DEMO: true, SMTP_URL: "smtp://127.0.0.1:2525" });
    expect(post().configured).toBe(false);
  });
});
