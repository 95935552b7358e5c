/* embed.c: writes a text file as a C array, for lexicons that are compiled in.
 *
 * usage: embed NAME INPUT > OUTPUT.c   gives  const char stm_data_NAME[]; const size_t stm_data_NAME_size;
 */
#include <stdio.h>

int main(int argc, char **argv)
{
    FILE *in;
    int c;
    unsigned long n = 0;
    if (argc != 3 || (in = fopen(argv[2], "rb")) == NULL) {
        (void)fprintf(stderr, "usage: embed NAME INPUT\n");
        return 2;
    }
    (void)printf("#include \"data/data.h\"\nconst char stm_data_%s[] = {", argv[1]);
    while ((c = getc(in)) != EOF) {
        (void)printf("%s%d,", n++ % 24 == 0 ? "\n" : "", c > 127 ? c - 256 : c);
    }
    (void)printf("0\n};\nconst size_t stm_data_%s_size = %lu;\n", argv[1], n);
    (void)fclose(in);
    return 0;
}
