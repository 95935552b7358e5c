/* sides_print.c: see sides.h. Two columns on a terminal. Without colours changed words stand in [- -] and {+ +}, the
 * marks of git's word diff. */
#include "write/fold.h"
#include "write/sides.h"

/* A cell folded into lines; style marks are kept for the joining of the columns. */
static stm_str cell(stm_arena *arena, const stm_article *of, const stm_sides_piece *pieces, uint32_t n, bool left,
                    stm_sides_kind kind, uint32_t width, bool color)
{
    stm_buf buf = { 0 };
    stm_fold fold;
    stm_style all = kind == STM_SIDES_ONLY_A                                  ? STM_RED
                    : kind == STM_SIDES_ONLY_B                                ? STM_GREEN
                    : kind == STM_SIDES_MOVED || kind == STM_SIDES_MOVED_HERE ? STM_BLUE
                                                                              : STM_PLAIN;
    stm_fold_init(&fold, arena, &buf, width, false);
    fold.keep_marks = true;
    if (kind == STM_SIDES_MOVED_HERE) {
        stm_fold_addz(&fold, STM_DIM, "(moved) ");
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_str words = stm_str_trim(stm_str_sub(of->text, pieces[i].at));
        stm_fold_addz(&fold, STM_PLAIN, i == 0 ? "" : " ");
        if (pieces[i].changed && pieces[i].what == STM_CHANGE_STYLE) {
            stm_fold_add(&fold, color ? STM_DIM : STM_PLAIN, words);
        } else if (pieces[i].changed && !color) {
            stm_fold_addz(&fold, STM_PLAIN, left ? "[-" : "{+");
            stm_fold_add(&fold, STM_PLAIN, words);
            stm_fold_addz(&fold, STM_PLAIN, left ? "-]" : "+}");
        } else {
            stm_fold_add(&fold, pieces[i].changed ? (left ? STM_RED : STM_GREEN) : all, words);
        }
    }
    if (n == 0) {
        return STM_NULL_STR;
    }
    stm_fold_end(&fold, 0, 0);
    return stm_buf_str(&buf);
}

/* Takes the next line off *s. */
static stm_str next_line(stm_str *s)
{
    size_t end = stm_str_find(*s, STM_STR("\n"), 0);
    stm_str line = { s->p, end == SIZE_MAX ? s->n : end };
    size_t step = end == SIZE_MAX ? s->n : end + 1;
    if (s->n != 0) {
        *s = (stm_str){ s->p + step, s->n - step };
    }
    return line;
}

/* One line of a column, its style opened and closed again; pads to `width`. */
static void put_line(stm_arena *arena, stm_buf *to, stm_str line, stm_style *style, uint32_t width, bool color,
                     bool pad)
{
    uint32_t used = stm_fold_width(line);
    if (color && *style != STM_PLAIN && line.n != 0) {
        stm_buf_addz(arena, to, stm_style_code(*style));
    }
    for (size_t i = 0; i < line.n; i++) {
        unsigned char c = (unsigned char)line.p[i];
        if (c >= 1 && c <= STM_STYLE_COUNT) {
            *style = (stm_style)(c - 1);
            stm_buf_addz(arena, to, color ? stm_style_code(*style) : "");
        } else {
            stm_buf_add(arena, to, line.p + i, 1);
        }
    }
    if (color && *style != STM_PLAIN && line.n != 0) {
        stm_buf_addz(arena, to, stm_style_code(STM_PLAIN));
    }
    for (; pad && used < width; used++) {
        stm_buf_add(arena, to, " ", 1);
    }
}

static void print_row(stm_arena *arena, stm_buf *to, stm_str left, stm_str right, char mark, uint32_t column,
                      bool color)
{
    stm_style left_style = STM_PLAIN, right_style = STM_PLAIN;
    bool first = true;
    while (left.n != 0 || right.n != 0) {
        stm_str a = next_line(&left), b = next_line(&right);
        put_line(arena, to, a, &left_style, column, color, true);
        stm_buf_format(arena, to, " %c%s", first ? mark : ' ', b.n == 0 ? "" : " ");
        put_line(arena, to, b, &right_style, column, color, false);
        while (to->n > 0 && to->at[to->n - 1] == ' ') {
            to->n--;
        }
        stm_buf_addz(arena, to, "\n");
        first = false;
    }
}

/* Which facts a row changes, in words: "figure: six -> eight". */
static void print_facts(stm_arena *arena, stm_buf *to, const stm_sides *s, const stm_sides_row *r, uint32_t width,
                        bool color)
{
    for (uint32_t i = 0, k = 0; i < r->a.n || k < r->b.n;) {
        const stm_sides_piece *x = i < r->a.n ? &r->a.at[i] : NULL, *y = k < r->b.n ? &r->b.at[k] : NULL;
        bool left = x != NULL && x->changed, right = y != NULL && y->changed;
        const stm_sides_piece *any = left ? x : y;
        if ((left || right) && any->what > STM_CHANGE_STYLE) {
            stm_str was = left ? stm_str_trim(stm_str_sub(s->a->text, x->at)) : STM_STR("");
            stm_str is = right ? stm_str_trim(stm_str_sub(s->b->text, y->at)) : STM_STR("");
            const char *side = left && right ? "" : left ? ", left only" : ", right only";
            stm_fold fold;
            stm_fold_init(&fold, arena, to, width, color);
            stm_fold_add(&fold, STM_DIM,
                         stm_str_format(arena, "%s%s: %.*s%s%.*s", stm_change_name(any->what), side, (int)was.n, was.p,
                                        left && right ? " -> " : "", (int)is.n, is.p));
            stm_fold_end(&fold, 2, 4);
        }
        i += left || (!left && !right) ? 1 : 0;
        k += right || (!left && !right) ? 1 : 0;
    }
}

void stm_sides_print(stm_arena *arena, stm_buf *to, stm_article *const *articles, const stm_sides *s, uint32_t width,
                     bool color)
{
    static const char marks[] = { '=', '~', '>', '<', '>', '^' };
    uint32_t column = (width - 3) / 2;
    stm_fold fold;
    stm_fold_init(&fold, arena, to, width, color);
    stm_fold_add(&fold, STM_PLAIN, stm_sides_summary(arena, articles, s));
    stm_fold_end(&fold, 0, 0);
    stm_fold_gap(&fold);
    print_row(arena, to, stm_fold_clean(arena, s->a->id), stm_fold_clean(arena, s->b->id), '|', column, false);
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const stm_sides_row *r = &s->rows.at[i];
        if (i == 0 || r->begins) {
            stm_buf_addz(arena, to, "\n");
        }
        print_row(arena, to, cell(arena, s->a, r->a.at, r->a.n, true, r->kind, column, color),
                  cell(arena, s->b, r->b.at, r->b.n, false, r->kind, column, color),
                  r->kind == STM_SIDES_MOVED ? '%' : marks[r->kind], column, color);
        print_facts(arena, to, s, r, width, color);
    }
    stm_fold_gap(&fold);
    stm_fold_addz(&fold, STM_DIM,
                  "= the same   ~ reworded   % moved   < left only   > right only   ^ stands beside its "
                  "partner on the left");
    stm_fold_end(&fold, 0, 0);
}
