import { type Comment, escapeText } from './mark-sheet.ts';
import { readRelations } from './workbook-parts.ts';
import { columnName } from './write-table.ts';
import type { Zip } from './zip-guard.ts';

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const AUTHOR = '导入检查';

export type Commenting = {
  readonly zip: Zip;
  readonly sheetPath: string;
  readonly sheet: string;
  readonly comments: readonly Comment[];
  /** Parts changed so far; what is changed here is added. */
  readonly changed: Map<string, string>;
};

/**
 * Adds comments to a worksheet: their texts, the boxes they are shown in (VML, which Excel and WPS still ask for) and
 * the relations between them. Comments the office has made itself stay, and keep their cells. Answers the sheet's XML.
 */
export async function addComments({ zip, sheetPath, sheet, comments, changed }: Commenting): Promise<string> {
  if (comments.length === 0) return sheet;
  const folder = sheetPath.slice(0, sheetPath.lastIndexOf('/') + 1);
  const relationsPath = `${folder}_rels/${sheetPath.slice(folder.length)}.rels`;
  const { byKind } = await readRelations(zip, relationsPath, folder);
  const [textsPath, boxesPath] = [byKind.get('comments'), byKind.get('vmlDrawing')];
  if (textsPath !== undefined && boxesPath !== undefined && zip.entries.has(textsPath) && zip.entries.has(boxesPath)) {
    const texts = await zip.text(textsPath);
    const free = comments.filter((comment) => !texts.includes(`ref="${reference(comment)}"`));
    changed.set(textsPath, insertTexts(texts, free));
    changed.set(boxesPath, insertBoxes(await zip.text(boxesPath), free));
    return sheet;
  }
  if (/<(?:\w+:)?legacyDrawing\b/.test(sheet)) return sheet;
  changed.set(
    'xl/sunlotComments.xml',
    insertTexts(`<comments xmlns="${MAIN}"><authors></authors><commentList></commentList></comments>`, comments),
  );
  changed.set('xl/drawings/sunlotComments.vml', insertBoxes(EMPTY_BOXES, comments));
  const relations = zip.entries.has(relationsPath)
    ? await zip.text(relationsPath)
    : `<Relationships xmlns="${RELATIONS}"></Relationships>`;
  changed.set(relationsPath, addRelations(relations));
  changed.set('[Content_Types].xml', addTypes(await zip.text('[Content_Types].xml')));
  return linkBoxes(sheet);
}

function reference({ row, column }: Comment): string {
  return `${columnName(column)}${row + 1}`;
}

function insertTexts(xml: string, comments: readonly Comment[]): string {
  const prefix = /<((?:\w+:)?)comments\b/.exec(xml)?.[1] ?? '';
  const author = (xml.match(new RegExp(`<${prefix}author\\b`, 'g')) ?? []).length;
  const list = comments.map(
    (comment) =>
      `<${prefix}comment ref="${reference(comment)}" authorId="${author}"><${prefix}text><${prefix}t xml:space="preserve">${escapeText(comment.text)}</${prefix}t></${prefix}text></${prefix}comment>`,
  );
  return xml
    .replace(`</${prefix}authors>`, () => `<${prefix}author>${AUTHOR}</${prefix}author></${prefix}authors>`)
    .replace(`</${prefix}commentList>`, () => `${list.join('')}</${prefix}commentList>`);
}

const EMPTY_BOXES =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>';

function insertBoxes(vml: string, comments: readonly Comment[]): string {
  const boxes = comments.map(({ row, column }, i) => {
    const anchor = `${column + 1},15,${row},2,${column + 4},31,${row + 5},4`;
    return `<v:shape id="_x0000_s${9000 + i}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  });
  return vml.replace(/<\/xml>\s*$/, () => `${boxes.join('')}</xml>`);
}

function addRelations(xml: string): string {
  const list =
    `<Relationship Id="rIdSunlotBoxes" Type="${REL}/vmlDrawing" Target="/xl/drawings/sunlotComments.vml"/>` +
    `<Relationship Id="rIdSunlotComments" Type="${REL}/comments" Target="/xl/sunlotComments.xml"/>`;
  return xml
    .replace(/<Relationships\b([^>]*?)\/>/, '<Relationships$1></Relationships>')
    .replace('</Relationships>', `${list}</Relationships>`);
}

function addTypes(xml: string): string {
  const vml = /Extension="vml"/i.test(xml)
    ? ''
    : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>';
  return xml.replace(
    '</Types>',
    `${vml}<Override PartName="/xl/sunlotComments.xml" ContentType="${COMMENTS_TYPE}"/></Types>`,
  );
}

/** The element stands before these (ECMA-376 part 1, 18.3.1.99), else at the end. */
const BEHIND = [
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
];

function linkBoxes(sheet: string): string {
  const prefix = /<((?:\w+:)?)worksheet\b/.exec(sheet)?.[1] ?? '';
  const link = `<${prefix}legacyDrawing xmlns:r="${REL}" r:id="rIdSunlotBoxes"/>`;
  const dataEnd = sheet.search(new RegExp(`</${prefix}sheetData>`));
  const found = sheet.slice(dataEnd).search(new RegExp(`<${prefix}(?:${BEHIND.join('|')})\\b|</${prefix}worksheet>`));
  return `${sheet.slice(0, dataEnd + found)}${link}${sheet.slice(dataEnd + found)}`;
}
