/* page_chart.c: see page.h. Readings of one figure: over time where their days differ, else as ranges under one
 * another.
 *
 * Bounds that are open ("at least 17") end in an arrow. The drawing repeats what the list below it says; it is
 * hidden from screen readers.
 */
#include <math.h>

#include "write/page.h"

enum { W = 440, LEFT = 46, RIGHT = 40, TOP = 16, H = 170, BOTTOM = 26, STRIP = 24 };

typedef struct point {
    double low, high; /* finite */
    bool open_low, open_high;
    int32_t day;
    uint32_t article, others; /* articles that give the same reading */
    double x;
    bool percent;
} point;

typedef STM_VEC(point) points;

static double nice_step(double range, int ticks)
{
    double raw = range / ticks, power, unit;
    if (!(raw > 0)) {
        return 1;
    }
    power = pow(10, floor(log10(raw)));
    unit = raw / power;
    return power * (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10);
}

static void gather(stm_page *page, const stm_record_figure *f, const stm_reading_groups *groups, points *out)
{
    for (uint32_t g = 0; g < groups->n; g++) {
        const stm_figure_reading *r = &f->readings.at[groups->at[g].first];
        point p = { r->low,
                    r->high,
                    isnan(r->low),
                    isnan(r->high),
                    stm_view_reading_day(page->view, r),
                    r->passage.article,
                    groups->at[g].members.n - 1,
                    0,
                    stm_str_eqz(r->unit, "percent") };
        if (isnan(r->low) && isnan(r->high)) {
            continue;
        }
        if (stm_str_eqz(r->unit, "share")) { /* as the heading gives them */
            p.low = round(100 * p.low);
            p.high = round(100 * p.high);
            p.percent = true;
        }
        p.low = isnan(p.low) ? p.high : p.low;
        p.high = isnan(p.high) ? p.low : p.high;
        stm_vec_push(page->html.arena, out, p);
    }
}

static void bounds(const points *p, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (uint32_t i = 0; i < p->n; i++) {
        *least = fmin(*least, p->at[i].low);
        *most = fmax(*most, p->at[i].high);
    }
    if (*least > 0 && *least < 0.6 * *most) {
        *least = 0; /* counts that differ much are compared by their length */
    }
    if (*most == *least) {
        *least = *least > 0 ? 0 : *least - 1;
        *most = *most > 0 ? *most : *most + 1;
    }
}

static stm_str plain_value(stm_page *page, const point *p)
{
    if (p->open_high || p->open_low) {
        stm_str v = stm_view_number(page->html.arena, p->low, p->high);
        return p->low == p->high ? stm_str_format(page->html.arena, "%.*s%s", (int)v.n, v.p, p->open_high ? "+" : "−")
                                 : v;
    }
    if (p->low == p->high) {
        return stm_view_number(page->html.arena, p->low, p->high);
    }
    stm_str a = stm_view_number(page->html.arena, p->low, p->low),
            b = stm_view_number(page->html.arena, p->high, p->high);
    return stm_str_format(page->html.arena, "%.*s–%.*s", (int)a.n, a.p, (int)b.n, b.p);
}

static stm_str value_of(stm_page *page, const point *p)
{
    stm_str v = plain_value(page, p);
    return p->percent ? stm_str_format(page->html.arena, "%.*s %%", (int)v.n, v.p) : v;
}

/* `course`: later readings take the place of earlier ones; rivals are not joined by a line. */
static void over_time(stm_page *page, points *p, bool course)
{
    stm_html *h = &page->html;
    double least, most, step, base = H - BOTTOM, scale;
    int32_t first = p->at[0].day, last = p->at[p->n - 1].day;
    int32_t every = (last - first) / 5 + 1;
    double day_width = (double)(W - LEFT - RIGHT) / (last - first + 1);
    bounds(p, &least, &most);
    step = nice_step(most - least, 4);
    least = floor(least / step) * step;
    most = ceil(most / step) * step;
    scale = (base - TOP) / (most - least);
    stm_html_rawf(h, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">\n<g class=\"grid\">", W, H);
    for (double v = least; v <= most + step / 2; v += step) {
        double y = base - (v - least) * scale;
        stm_html_rawf(h, "<path d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\">", LEFT, y, W - 8, LEFT - 8, y + 4);
        stm_html_text(h, stm_view_number(h->arena, v, v));
        stm_html_raw(h, "</text>");
    }
    for (int32_t d = first; d <= last; d += every) {
        stm_html_rawf(h, "<text class=\"day\" x=\"%.1f\" y=\"%d\">", LEFT + (d - first + 0.5) * day_width, H - 8);
        stm_html_text(h, stm_view_date(h->arena, stm_day_format(h->arena, d), false));
        stm_html_raw(h, "</text>");
    }
    stm_html_raw(h, "</g>\n");
    for (uint32_t i = 0; i < p->n;) { /* readings of one day stand side by side */
        uint32_t n = 1;
        while (i + n < p->n && p->at[i + n].day == p->at[i].day) {
            n++;
        }
        for (uint32_t k = 0; k < n; k++) {
            p->at[i + k].x = LEFT + (p->at[i].day - first + (k + 1.0) / (n + 1)) * day_width;
        }
        i += n;
    }
    stm_html_raw(h, course ? "<path class=\"course\" d=\"" : "");
    for (uint32_t i = 0; i < p->n && course; i++) {
        stm_html_rawf(h, "%c%.1f %.1f", i == 0 ? 'M' : 'L', p->at[i].x,
                      base - ((p->at[i].low + p->at[i].high) / 2 - least) * scale);
    }
    stm_html_raw(h, course ? "\"/>\n" : "");
    for (uint32_t i = 0; i < p->n; i++) {
        const point *q = &p->at[i];
        double y0 = base - (q->low - least) * scale, y1 = base - (q->high - least) * scale;
        stm_html_rawf(h, "<g class=\"point l%u\">", stm_page_color(page->view, q->article));
        if (q->open_high) {
            stm_html_rawf(h, "<path d=\"M%.1f %.1fV%.1fm-4 5l4 -5l4 5\"/>", q->x, y1, y1 - 16);
        } else if (q->open_low) {
            stm_html_rawf(h, "<path d=\"M%.1f %.1fV%.1fm-4 -5l4 5l4 -5\"/>", q->x, y0, y0 + 16);
        }
        if (y0 - y1 > 2) {
            stm_html_rawf(h, "<path class=\"range\" d=\"M%.1f %.1fV%.1f\"/>", q->x, y0, y1);
        } else {
            stm_html_rawf(h, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", q->x, y0);
        }
        stm_html_rawf(h, "<text x=\"%.1f\" y=\"%.1f\">", q->x + 9, (y0 + y1) / 2 + 4);
        stm_html_text(h, value_of(page, q));
        stm_html_raw(h, "</text></g>\n");
    }
    stm_html_raw(h, "</svg>\n");
}

/* At most about 20 characters, cut between characters; "+1" counts further articles. */
static stm_str short_label(stm_arena *arena, stm_str name, uint32_t others)
{
    size_t n = name.n;
    if (n > 20) {
        n = 17;
        while (n > 0 && ((unsigned char)name.p[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    return others == 0 ? stm_str_format(arena, "%.*s%s", (int)n, name.p, n < name.n ? "…" : "")
                       : stm_str_format(arena, "%.*s%s +%u", (int)n, name.p, n < name.n ? "…" : "", others);
}

static void strips(stm_page *page, const points *p)
{
    stm_html *h = &page->html;
    double least, most, scale;
    uint32_t height = p->n * STRIP + 8;
    bounds(p, &least, &most);
    scale = (W - 150 - 80) / (most - least);
    stm_html_rawf(h, "<svg class=\"chart strips\" viewBox=\"0 0 %d %u\" aria-hidden=\"true\">\n", W, height);
    for (uint32_t i = 0; i < p->n; i++) {
        const point *q = &p->at[i];
        double y = 4 + (i + 0.5) * STRIP, x0 = 150 + (q->low - least) * scale, x1 = 150 + (q->high - least) * scale;
        stm_str name = page->view->names[q->article];
        stm_html_rawf(h,
                      "<g class=\"point l%u\"><path class=\"rail\" d=\"M150 %.1fH%d\"/><text class=\"name\" x=\"140\" "
                      "y=\"%.1f\">",
                      stm_page_color(page->view, q->article), y, W - 76, y + 4);
        stm_html_text(h, short_label(h->arena, name, q->others));
        stm_html_raw(h, "</text>");
        if (x1 - x0 > 3) {
            stm_html_rawf(h, "<path class=\"range\" d=\"M%.1f %.1fH%.1f\"/>", x0, y, x1);
        } else {
            stm_html_rawf(h, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", x0, y);
        }
        if (q->open_high) {
            stm_html_rawf(h, "<path d=\"M%.1f %.1fh18m-5 -4l5 4l-5 4\"/>", x1, y);
        } else if (q->open_low) {
            stm_html_rawf(h, "<path d=\"M%.1f %.1fh-18m5 -4l-5 4l5 4\"/>", x0, y);
        }
        stm_html_rawf(h, "<text x=\"%.1f\" y=\"%.1f\">", x1 + (q->open_high ? 24 : 11), y + 4);
        stm_html_text(h, value_of(page, q));
        stm_html_raw(h, "</text></g>\n");
    }
    stm_html_raw(h, "</svg>\n");
}

void stm_page_chart(stm_page *page, const stm_record_figure *figure, const stm_reading_groups *groups)
{
    points p = { 0 };
    bool days = true;
    gather(page, figure, groups, &p);
    if (p.n < 2 || p.n > 40) {
        return;
    }
    for (uint32_t i = 0; i < p.n; i++) {
        days &= p.at[i].day != STM_NO_DAY;
    }
    if (days && p.at[p.n - 1].day != p.at[0].day && p.at[p.n - 1].day - p.at[0].day < 400) {
        over_time(page, &p, figure->status == STM_FIG_UPDATE);
    } else {
        strips(page, &p);
    }
}
