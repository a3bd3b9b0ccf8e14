export const loader = () => ({ hello: "Hello" });

export default function Hello({ loaderData }: { loaderData: { hello: string } }) {
  return <p>{loaderData.hello}</p>;
}
