/* tree.c: the best tree over the words of a unit that has exactly one word under the root.
 *
 * In: scores of every word under every head.  Out: heads.  Never: allocates, recurses.
 * Invariants: (1) heads form a tree. (2) exactly one head is 0. Cost: n * n when each word's best head makes a
 * tree at once, which is nearly always; else n * n per cycle.
 * Method: Chu & Liu 1965, Edmonds 1967, cycles contracted in place over a dense matrix. One root: the word that loses
 * least by standing under the root is chosen among the words that chose it, then no other may.
 */
#include "language/model.h"

#define N (STM_UNIT_MAX + 1)
#define LOW (-1e30f)

/* Nodes 0..n, 0 the root. Contracting a cycle keeps its first node as the representative; for every pair of
 * representatives, score[to][from] with the real edge that it stands for. */
struct stm_tree_scratch {
    float score[N * N];
    uint16_t edge_to[N * N], edge_from[N * N]; /* the words of the real edge behind score[to][from] */
    uint16_t best[N];                          /* chosen head of a representative */
    uint16_t mark[N];
    uint8_t gone[N];
    uint16_t cycle_nodes[4 * N];           /* all contractions one behind another: the members of each */
    uint16_t in_to[4 * N], in_from[4 * N]; /* the real edge by which the cycle entered each member */
    uint32_t cycle_start[N], cycles;
    uint16_t owner[N];          /* of a word: the representative that holds it */
    uint16_t owner_then[N * N]; /* the same just before each contraction: [cycle][word] */
    uint16_t head[N];           /* result: head of node, by real edges */
};

size_t stm_tree_scratch_bytes(void) { return sizeof(stm_tree_scratch); }

/* Does each word reach the root? Marks with colours; no recursion. Returns a node of a cycle, or 0. */
static uint32_t find_cycle(stm_tree_scratch *s, uint32_t n)
{
    memset(s->mark, 0, sizeof s->mark);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = i;
        if (s->gone[i]) {
            continue;
        }
        while (at != 0 && s->mark[at] == 0) {
            s->mark[at] = (uint16_t)i;
            at = s->best[at];
        }
        if (at != 0 && s->mark[at] == i) {
            return at;
        }
    }
    return 0;
}

static void choose_best(stm_tree_scratch *s, uint32_t n, uint32_t to)
{
    uint32_t at = to == 0 ? 1 : 0;
    float most = LOW * 2;
    for (uint32_t from = 0; from <= n; from++) {
        if (!s->gone[from] && from != to && s->score[to * N + from] > most) {
            most = s->score[to * N + from];
            at = from;
        }
    }
    s->best[to] = (uint16_t)at;
}

/* Makes one node of the cycle that `node` is on. */
static void contract(stm_tree_scratch *s, uint32_t n, uint32_t node)
{
    uint32_t start = s->cycle_start[s->cycles], end = start, at = node;
    do {
        s->cycle_nodes[end] = (uint16_t)at;
        s->in_to[end] = s->edge_to[at * N + s->best[at]];
        s->in_from[end] = s->edge_from[at * N + s->best[at]];
        end++;
        at = s->best[at];
    } while (at != node);
    memcpy(s->owner_then + (size_t)s->cycles * N, s->owner, sizeof s->owner);
    s->cycle_start[++s->cycles] = end;
    for (uint32_t from = 0; from <= n; from++) { /* edges into the cycle: what is lost by breaking it there */
        float most = LOW * 2;
        uint32_t to_word = 0, from_word = 0;
        float most_out = LOW * 2;
        uint32_t out_to = 0, out_from = 0;
        bool inside = s->gone[from] != 0;
        for (uint32_t i = start; i < end && !inside; i++) {
            inside = s->cycle_nodes[i] == from;
        }
        if (inside) {
            continue;
        }
        for (uint32_t i = start; i < end; i++) {
            uint32_t m = s->cycle_nodes[i];
            float in = s->score[m * N + from] - s->score[m * N + s->best[m]];
            if (in > most) {
                most = in;
                to_word = s->edge_to[m * N + from];
                from_word = s->edge_from[m * N + from];
            }
            if (from != 0 && s->score[from * N + m] > most_out) {
                most_out = s->score[from * N + m];
                out_to = s->edge_to[from * N + m];
                out_from = s->edge_from[from * N + m];
            }
        }
        s->score[node * N + from] = most;
        s->edge_to[node * N + from] = (uint16_t)to_word;
        s->edge_from[node * N + from] = (uint16_t)from_word;
        if (from != 0) {
            s->score[from * N + node] = most_out;
            s->edge_to[from * N + node] = (uint16_t)out_to;
            s->edge_from[from * N + node] = (uint16_t)out_from;
        }
    }
    for (uint32_t i = start; i < end; i++) {
        s->gone[s->cycle_nodes[i]] = s->cycle_nodes[i] != node;
    }
    for (uint32_t word = 1; word <= n; word++) {
        s->owner[word] = s->gone[s->owner[word]] ? (uint16_t)node : s->owner[word];
    }
    for (uint32_t to = 1; to <= n; to++) {
        if (!s->gone[to] && (to == node || s->best[to] == node || s->gone[s->best[to]])) {
            choose_best(s, n, to);
        }
    }
}

/* Opens the last contraction: the member that an edge from outside enters keeps that edge, the others the cycle's. */
static void expand(stm_tree_scratch *s, uint32_t n)
{
    const uint16_t *owner = s->owner_then + (size_t)--s->cycles * N;
    memset(s->mark, 0, sizeof s->mark);
    for (uint32_t word = 1; word <= n; word++) {
        if (s->head[word] != UINT16_MAX) {
            s->mark[owner[word]] = 1;
        }
    }
    for (uint32_t i = s->cycle_start[s->cycles]; i < s->cycle_start[s->cycles + 1]; i++) {
        if (!s->mark[s->cycle_nodes[i]]) {
            s->head[s->in_to[i]] = s->in_from[i];
        }
    }
}

static void edmonds(stm_tree_scratch *s, uint32_t n)
{
    uint32_t node;
    memset(s->gone, 0, sizeof s->gone);
    memset(s->head, 0xFF, sizeof s->head);
    s->cycles = 0;
    s->cycle_start[0] = 0;
    for (uint32_t to = 1; to <= n; to++) {
        s->owner[to] = (uint16_t)to;
        choose_best(s, n, to);
    }
    while ((node = find_cycle(s, n)) != 0) {
        contract(s, n, node);
    }
    for (uint32_t to = 1; to <= n; to++) {
        if (!s->gone[to]) {
            s->head[s->edge_to[to * N + s->best[to]]] = s->edge_from[to * N + s->best[to]];
        }
    }
    while (s->cycles > 0) {
        expand(s, n);
    }
}

/* The word that is to stand under the root, given each word's best head. */
static uint32_t choose_root(const float *scores, uint32_t n, const uint32_t *heads)
{
    uint32_t at = 0;
    bool among = false;
    float least = 0;
    for (uint32_t i = 0; i < n; i++) {
        among = among || heads[i] == 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        float other = LOW, loss;
        if (among && heads[i] != 0) {
            continue;
        }
        for (uint32_t j = 1; j <= n; j++) {
            float v = scores[i * (n + 1) + j];
            other = j != i + 1 && v > other ? v : other;
        }
        loss = other - scores[i * (n + 1)];
        if (at == 0 || loss < least) {
            least = loss;
            at = i + 1;
        }
    }
    return at - 1;
}

void stm_tree_decode(float *scores, uint32_t n, uint32_t *heads, stm_tree_scratch *s)
{
    uint32_t roots = 0, root;
    memset(s->gone, 0, sizeof s->gone);
    s->best[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at;
        scores[i * (n + 1) + i + 1] = LOW; /* no word hangs on itself */
        at = stm_best(scores + (size_t)i * (n + 1), n + 1);
        heads[i] = at;
        s->best[i + 1] = (uint16_t)at;
        roots += at == 0;
    }
    if (roots == 1 && find_cycle(s, n) == 0) {
        return;
    }
    root = choose_root(scores, n, heads);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j <= n; j++) {
            bool barred = j == i + 1 || (j == 0) != (i == root);
            s->score[(i + 1) * N + j] = barred ? LOW : scores[i * (n + 1) + j];
            s->edge_to[(i + 1) * N + j] = (uint16_t)(i + 1);
            s->edge_from[(i + 1) * N + j] = (uint16_t)j;
        }
    }
    edmonds(s, n);
    for (uint32_t i = 0; i < n; i++) {
        heads[i] = s->head[i + 1];
    }
}
