/** What the measurements use of autocannon, which brings no types. */
declare module "autocannon" {
  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
  }
  interface Outcome {
    requests: { average: number };
    non2xx: number;
  }
  export default function autocannon(options: Options): Promise<Outcome>;
}
