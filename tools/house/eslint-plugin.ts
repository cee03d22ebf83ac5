import path from 'node:path'
import type { Rule } from 'eslint'
import { root } from '../place.ts'
import { objectionTo } from './layers.ts'

type Node = Rule.Node

/** Reports an import that the table of rooms does not allow. */
const imports: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/')
    const check = (node: Node & { source?: unknown }): void => {
      const specifier = (node.source as { value?: unknown } | null)?.value
      if (typeof specifier !== 'string') return
      const message = objectionTo(file, specifier)
      if (message) context.report({ node, message: `${specifier}: ${message}` })
      if (specifier.startsWith('../../')) {
        context.report({ node, message: `${specifier}: leave a room by its name (#shared/…), not by ../../` })
      }
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    }
  },
}

const noDefaultExport: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    return {
      ExportDefaultDeclaration(node) {
        context.report({ node, message: 'Export by name, so that it is called the same everywhere.' })
      },
    }
  },
}

/** The house's own rules for ESLint. */
export const house = { rules: { imports, 'no-default-export': noDefaultExport } }
