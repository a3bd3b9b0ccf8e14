/** A paper of the demonstration: what stands on its pages. */
export interface Paper {
  title: string;
  subtitle?: string;
  from: string;
  date: string;
  language?: string;
  sections: { heading: string; text: string[]; table?: string[][] }[];
  /** An SVG drawing for a page of its own. */
  drawing?: string;
  drawingAlt?: string;
}

/** The setting of all papers. What stands in them is data; nothing of it is ever read as source. */
export const paperSource = `
#let paper = json(bytes(sys.inputs.data))
#set document(title: paper.title, author: paper.from)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: paper.at("language", default: "en"))
#set page(paper: "a4", margin: (x: 25mm, y: 28mm), numbering: "1 / 1",
  header: [#text(8.5pt)[#paper.from #h(1fr) #paper.title] #line(length: 100%, stroke: 0.4pt)])
#set heading(numbering: "1.1")
#set par(justify: true)
#v(12mm)
#text(20pt, weight: "bold")[#paper.title]
#if "subtitle" in paper [ #v(-2mm) #text(12pt)[#paper.subtitle] ]
#v(2mm)
#text(9pt)[#paper.from, #paper.date]
#v(6mm)
#for section in paper.sections [
  = #section.heading
  #for line in section.text [ #line #parbreak() ]
  #if "table" in section [
    #let rows = section.table
    #table(columns: rows.first().len(), stroke: 0.4pt, inset: 5pt,
      table.header(..rows.first().map(cell => strong(cell))),
      ..rows.slice(1).flatten())
  ]
]
#if "drawing" in paper [
  #pagebreak()
  #set page(flipped: true)
  #figure(image("drawing.svg", width: 100%, alt: paper.at("drawingAlt", default: paper.title)), caption: paper.title)
]
`;
