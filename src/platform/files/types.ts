/** What a person calls it. The words stand in the catalogue as `category-<name>` in `files`. */
export type FileCategory =
  | "document"
  | "spreadsheet"
  | "presentation"
  | "drawing"
  | "image"
  | "schedule"
  | "message"
  | "archive"
  | "recording"
  | "text"
  | "page";

export interface FileKind {
  extension: string;
  /** The type that is stored and served. */
  type: string;
  category: FileCategory;
  /** May be shown in the browser; all else is downloaded. HTML and SVG can carry scripts and never are. */
  inline: boolean;
  /** What `detectType` may say of such a file. */
  looksLike: readonly string[];
}

const CFB = "application/x-cfb";
const ZIP = "application/zip";
const TEXT = "text/plain";
const XML = "application/xml";
const OOXML = "application/vnd.openxmlformats-officedocument";
const ODF = "application/vnd.oasis.opendocument";
/** For formats without a signature of their own. */
const ANY = "application/octet-stream";

type Row = [extensions: string, type: string, looksLike?: string[]];

/** Everything a project sale is made of: offers, specifications, drawings, schedules, mails, photographs, minutes. */
const ALLOWED: Record<FileCategory, Row[]> = {
  document: [
    ["pdf", "application/pdf"],
    ["docx", `${OOXML}.wordprocessingml.document`],
    ["dotx", `${OOXML}.wordprocessingml.template`],
    ["doc", "application/msword", [CFB, "application/rtf"]],
    ["odt", `${ODF}.text`],
    ["rtf", "application/rtf"],
  ],
  spreadsheet: [
    ["xlsx", `${OOXML}.spreadsheetml.sheet`],
    ["xls", "application/vnd.ms-excel", [CFB]],
    ["ods", `${ODF}.spreadsheet`],
    ["csv tsv", "text/csv", [TEXT]],
  ],
  presentation: [
    ["pptx", `${OOXML}.presentationml.presentation`],
    ["ppsx", `${OOXML}.presentationml.slideshow`],
    ["ppt", "application/vnd.ms-powerpoint", [CFB]],
    ["odp", `${ODF}.presentation`],
  ],
  drawing: [
    ["dwg", "image/vnd.dwg"],
    ["dxf", "image/vnd.dxf", [TEXT, ANY]],
    ["dgn", "image/vnd.dgn", [ANY, CFB]],
    ["step stp p21", "model/step", [TEXT]],
    ["iges igs", "model/iges", [TEXT]],
    ["ifc", "application/x-step", [TEXT]],
    ["jt", "model/jt", [ANY]],
    ["stl", "model/stl", [TEXT, ANY, "model/stl"]],
    ["vsdx", "application/vnd.ms-visio.drawing", [ZIP, "application/vnd.visio"]],
    ["vsd", "application/vnd.visio", [CFB]],
    ["odg", `${ODF}.graphics`],
    ["svg", "image/svg+xml"],
  ],
  image: [
    ["png", "image/png", ["image/png", "image/apng"]],
    ["jpg jpeg", "image/jpeg"],
    ["gif", "image/gif"],
    ["webp", "image/webp"],
    ["tif tiff", "image/tiff"],
    ["bmp", "image/bmp"],
    ["heic heif", "image/heic", ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"]],
    ["avif", "image/avif"],
  ],
  schedule: [
    ["mpp", "application/vnd.ms-project", [CFB]],
    ["xer", "application/x-primavera-xer", [TEXT]],
    ["xml", XML, [XML, TEXT]],
    ["ics", "text/calendar", ["text/calendar", TEXT]],
  ],
  message: [
    ["eml", "message/rfc822", [TEXT, "text/html", "message/rfc822"]],
    ["msg", "application/vnd.ms-outlook", [CFB]],
    ["vcf", "text/vcard", ["text/vcard", TEXT]],
  ],
  archive: [
    ["zip", ZIP],
    ["7z", "application/x-7z-compressed"],
    ["rar", "application/vnd.rar"],
    ["gz tgz", "application/gzip"],
    ["tar", "application/x-tar"],
  ],
  recording: [
    ["mp4 m4v", "video/mp4", ["video/mp4", "video/x-m4v", "video/quicktime"]],
    ["mov", "video/quicktime", ["video/quicktime", "video/mp4"]],
    ["webm", "video/webm", ["video/webm", "video/matroska", "video/x-matroska"]],
    ["mp3", "audio/mpeg"],
    ["m4a", "audio/mp4", ["audio/x-m4a", "audio/mp4", "video/mp4"]],
    ["wav", "audio/wav", ["audio/wav", "audio/vnd.wave"]],
  ],
  text: [["txt md log", TEXT]],
  page: [["html htm mhtml mht", "text/html", ["text/html", TEXT]]],
};

const INLINE = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  TEXT,
  "image/avif",
  "video/mp4",
  "video/webm",
  "video/quicktime",
  "audio/mpeg",
  "audio/mp4",
  "audio/wav",
]);

const KINDS = new Map<string, FileKind>();
for (const [category, rows] of Object.entries(ALLOWED) as [FileCategory, Row[]][]) {
  for (const [extensions, type, looksLike = [type]] of rows) {
    for (const extension of extensions.split(" ")) {
      KINDS.set(extension, { extension, type, category, inline: INLINE.has(type), looksLike });
    }
  }
}

/** What a file of this extension is (without the dot, any case), or undefined when such files are not taken. */
export const kindOf = (extension: string): FileKind | undefined => KINDS.get(extension.toLowerCase());

/** The usual kind of file with such content, or undefined. */
export function kindByContent(detected: string): FileKind | undefined {
  if (detected === ANY || detected === CFB) return undefined;
  for (const kind of KINDS.values()) if (kind.type === detected) return kind;
  return undefined;
}

/** True when a browser may show the type in place. The rule of serving, whatever a row says. */
export const isInlineType = (type: string): boolean => INLINE.has(type);

/** Extensions that Windows, macOS or a browser would run. */
export const EXECUTABLE_EXTENSIONS = new Set(
  "exe dll com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh hta msi msp msc jar lnk url scf reg cpl inf chm app command dmg pkg deb rpm sh bash apk iso img xll xlam xlsm docm pptm dotm xltm potm".split(
    " ",
  ),
);
