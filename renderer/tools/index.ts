/** The tools by name. A tool without an entry works as Select. */
import type { Tool as ToolName } from '../view-state.ts';
import { columnTool } from './column.ts';
import { connectTool } from './connect.ts';
import { measureTool } from './measure.ts';
import { moveTool } from './move.ts';
import { openingTool } from './opening.ts';
import { outlineTool } from './outline.ts';
import { partitionTool } from './partition.ts';
import { placeTool } from './place.ts';
import { rotateTool } from './rotate.ts';
import { sectionTool } from './section.ts';
import { selectTool } from './select.ts';
import type { ToolFactory } from './tool.ts';
import { underlayTool } from './underlay.ts';
import { walkTool } from './walk.ts';

export const tools: Readonly<Partial<Record<ToolName, ToolFactory>>> = {
  select: selectTool,
  move: moveTool,
  rotate: rotateTool,
  place: placeTool,
  connect: connectTool,
  measure: measureTool,
  section: sectionTool,
  outline: outlineTool,
  partition: partitionTool,
  opening: openingTool,
  column: columnTool,
  underlay: underlayTool,
  walk: walkTool,
};
