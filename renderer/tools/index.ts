/** The tools by name. */
import type { Tool as ToolName } from '../view-state.ts';
import { selectTool } from './select.ts';
import type { ToolFactory } from './tool.ts';

export const tools: Readonly<Partial<Record<ToolName, ToolFactory>>> = { select: selectTool };
