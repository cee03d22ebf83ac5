import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from './camera.ts'

/** How a painting tool touches the canvas; lengths in document pixels, the rest from 0 to 1. */
export interface Tip {
  readonly size: number
  readonly hardness: number
  readonly opacity: number
}

/** A picture shown over the layers without being one: a candidate or a preview. */
export interface Floating {
  readonly image: CanvasImageSource
  readonly bounds: Rectangle
}

/** What is not part of the document and not kept: tool, camera, what is looked at. */
export interface Session {
  readonly toolId: string
  /** The tool to go back to while another one is borrowed by a held key. */
  readonly borrowedFrom: string | null
  readonly camera: Camera
  readonly viewport: { readonly width: number; readonly height: number }
  readonly tips: Readonly<Record<string, Tip>>
  readonly colour: string
  readonly floating: Floating | null
  /** The chosen entry of the staging strip: a picture's hash or a job's id. */
  readonly staged: string | null
  readonly stagedHidden: boolean
  readonly room: 'canvas' | 'gallery'
  /** Ids of the layers that commands work on together; ask `selectedLayersOf`, since layers come and go. */
  readonly selectedLayers: readonly string[]
}

export const defaultTip: Tip = { size: 40, hardness: 0.8, opacity: 1 }

export function newSession(): Session {
  return {
    toolId: 'brush',
    borrowedFrom: null,
    camera: { x: 0, y: 0, zoom: 1 },
    viewport: { width: 1, height: 1 },
    tips: {},
    colour: '#d1495b',
    floating: null,
    staged: null,
    stagedHidden: false,
    room: 'canvas',
    selectedLayers: [],
  }
}

/** The layers that commands work on, bottom first: those chosen, if the active one is among them, or that one alone. */
export function selectedLayersOf(session: Session, document: CanvasDocument): readonly string[] {
  const { order, activeLayerId } = document
  if (activeLayerId === null) return []
  if (!session.selectedLayers.includes(activeLayerId)) return [activeLayerId]
  return order.filter((id) => session.selectedLayers.includes(id))
}

export function tipOf(session: Session, toolId: string): Tip {
  return session.tips[toolId] ?? defaultTip
}
