package sc.fiji.acuity.model.foreign;

import java.util.List;

/** The papers whose weights are read: for the authors and the citation in a card. */
public enum Paper {

    CARN("Namhyuk Ahn; Byungkon Kang; Kyung-Ah Sohn",
        "Ahn, Kang, Sohn: Fast, accurate, and lightweight super-resolution with cascading residual network. ECCV 2018"),
    DLSR("Han Huang; Li Shen; Chaoyang He; Weisheng Dong; Wei Liu",
        "Huang, Shen, He, Dong, Liu: Differentiable neural architecture search for extremely lightweight image "
            + "super-resolution. arXiv:2105.03939"),
    EDGE_SR("Pablo Navarrete Michelini; Yunhua Lu; Xingqun Jiang",
        "Navarrete Michelini, Lu, Jiang: edge-SR: super-resolution for the masses. WACV 2022"),
    FALSR("Xiangxiang Chu; Bo Zhang; Hailong Ma; Ruijun Xu; Qingyuan Li",
        "Chu, Zhang, Ma, Xu, Li: Fast, accurate and lightweight super-resolution with neural architecture search. "
            + "ICPR 2020, arXiv:1901.07261"),
    IMDN("Zheng Hui; Xinbo Gao; Yunchu Yang; Xiumei Wang",
        "Hui, Gao, Yang, Wang: Lightweight image super-resolution with information multi-distillation network. "
            + "ACM Multimedia 2019"),
    /** Weights of our own, saved without their package. */
    NONE("", "");

    private final String authors;
    private final String citation;

    Paper(final String authors, final String citation) {
        this.authors = authors;
        this.citation = citation;
    }

    public List<String> authors() {
        return authors.isEmpty() ? List.of() : List.of(authors.split("; "));
    }

    /** Empty where there is none. */
    public String citation() {
        return citation;
    }
}
