export default function Home() {
  return <p>Frontstage</p>;
}
