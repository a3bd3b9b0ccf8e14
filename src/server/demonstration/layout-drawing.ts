/** A side view of a dryer section: four groups of cylinders, two rows each, the web running over them, one hood. */
export const layoutDrawing = drawing();

function drawing(): string {
  const parts: string[] = [];
  const radius = 34;
  for (let index = 0; index < 24; index += 1) {
    const x = 90 + index * 56;
    const y = index % 2 === 0 ? 250 : 340;
    const remains = index < 6;
    parts.push(
      `<circle cx="${x}" cy="${y}" r="${radius - 6}" fill="none" stroke="#1b2733" stroke-width="1.6"${remains ? ' stroke-dasharray="5 4"' : ""}/>`,
    );
    parts.push(`<circle cx="${x}" cy="${y}" r="2" fill="#1b2733"/>`);
  }
  const web = Array.from(
    { length: 24 },
    (_, index) => `${90 + index * 56},${index % 2 === 0 ? 222 : 368}`,
  ).join(" ");
  const groups = ["Group 1", "Group 2", "Group 3", "Group 4"].map(
    (name, index) =>
      `<text x="${90 + index * 336 + 140}" y="440" font-family="Libertinus Serif" font-size="18" text-anchor="middle">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1480 560"><rect x="40" y="150" width="1400" height="270" fill="none" stroke="#1b2733" stroke-width="2.4"/><text x="56" y="140" font-family="Libertinus Serif" font-size="18">Closed hood</text><polyline points="${web}" fill="none" stroke="#1f5a86" stroke-width="1.4"/>${parts.join("")}${groups.join("")}<line x1="40" y1="480" x2="1440" y2="480" stroke="#1b2733" stroke-width="1"/><text x="740" y="510" font-family="Libertinus Serif" font-size="16" text-anchor="middle">32 400 mm</text></svg>`;
}
