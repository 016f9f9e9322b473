module com.example.app {
    requires io.glossa;
}
