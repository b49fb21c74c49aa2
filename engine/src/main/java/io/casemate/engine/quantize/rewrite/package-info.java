/// The recipes: what becomes of a model when it is made smaller. Front door: [RecipeRewriter].
/// Works on files; knows no registry and no runtime.
@NullMarked
package io.casemate.engine.quantize.rewrite;

import org.jspecify.annotations.NullMarked;
